/** What the fraud score of an order is worked out from. */
export type FraudFacts = {
  /** US cents; undefined without a rate. */
  readonly amountUsd: number | undefined;
  readonly market: string;
  readonly country: string;
  readonly address: string;
  readonly email: string | undefined;
  readonly largestQuantity: number;
  /** Of the same buyer, this one left out. */
  readonly ordersLastDay: number;
  readonly ordersBefore: number;
  /** Orders of the buyer that were cancelled for risk, or charged back. */
  readonly badBefore: number;
};

export type FraudSignal =
  | 'amount-high'
  | 'amount-very-high'
  | 'velocity'
  | 'velocity-high'
  | 'forwarder'
  | 'country'
  | 'mailbox'
  | 'bulk'
  | 'bad-before';

/** The score, and what it is made of: whoever decides sees why. */
export type FraudScore = {
  readonly score: number;
  readonly threshold: number;
  readonly signals: readonly FraudSignal[];
};

/** From here on a person looks. */
const FRAUD_THRESHOLD = 60;

const HIGH_USD = 30_000;
const VERY_HIGH_USD = 100_000;
const MANY_ORDERS = 3;
const TOO_MANY_ORDERS = 5;
const BULK_QUANTITY = 10;

/** An address of a company that sends parcels on: the goods leave for where nobody has screened. */
const isForwarder = (address: string): boolean =>
  /freight|forward(er|ing)|reship|parcel ?hub|shipito|myus|集运|转运|货代/iu.test(address);

const isThrowaway = (email: string | undefined): boolean =>
  /@(mailinator|guerrillamail|10minutemail|tempmail|yopmail|trashmail)\./iu.test(email ?? '');

type Rule = {
  readonly signal: FraudSignal;
  readonly points: number;
  readonly holds: (facts: FraudFacts) => boolean;
};

/** Every rule by itself; the points are added. */
const rules: readonly Rule[] = [
  { signal: 'amount-high', points: 20, holds: ({ amountUsd, ordersBefore }) => isNewAndHigh(amountUsd, ordersBefore) },
  { signal: 'amount-very-high', points: 20, holds: ({ amountUsd }) => (amountUsd ?? 0) >= VERY_HIGH_USD },
  { signal: 'velocity', points: 40, holds: ({ ordersLastDay }) => ordersLastDay >= MANY_ORDERS },
  { signal: 'velocity-high', points: 30, holds: ({ ordersLastDay }) => ordersLastDay >= TOO_MANY_ORDERS },
  { signal: 'forwarder', points: 40, holds: ({ address }) => isForwarder(address) },
  { signal: 'country', points: 30, holds: ({ country, market }) => country !== market },
  { signal: 'mailbox', points: 20, holds: ({ email }) => isThrowaway(email) },
  { signal: 'bulk', points: 20, holds: ({ largestQuantity }) => largestQuantity >= BULK_QUANTITY },
  { signal: 'bad-before', points: 40, holds: ({ badBefore }) => badBefore > 0 },
];

function isNewAndHigh(amountUsd: number | undefined, ordersBefore: number): boolean {
  return ordersBefore === 0 && (amountUsd ?? 0) >= HIGH_USD;
}

/** Adds up the rules that hold. */
export function scoreFraud(facts: FraudFacts): FraudScore {
  const found = rules.filter(({ holds }) => holds(facts));
  return {
    score: found.reduce((sum, { points }) => sum + points, 0),
    threshold: FRAUD_THRESHOLD,
    signals: found.map(({ signal }) => signal),
  };
}
