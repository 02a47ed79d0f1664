/** One order in a payout of a platform, as the platform reports it. Minor units. */
export type PayoutLine = { readonly orderKey: string; readonly amount: number; readonly fee: number };

export type Payout = {
  readonly currency: string;
  readonly gross: number;
  readonly fees: number;
  readonly net: number;
  /** The licensed bank or payment institution that it came through (外汇管理条例 art. 12). */
  readonly institution: string;
  readonly lines: readonly PayoutLine[];
};

/** The same order in our own books. */
export type BookedOrder = {
  readonly orderKey: string;
  readonly amount: number;
  readonly currency: string;
  readonly isCancelled: boolean;
  /** Has been settled by another payout. */
  readonly isSettled: boolean;
};

export type PayoutReason =
  | 'order-unknown'
  | 'order-cancelled'
  | 'order-settled'
  | 'currency'
  | 'amount'
  | 'sum'
  | 'institution'
  | 'institution-new'
  | 'unsettled';

export type PayoutCheck = {
  readonly isMatched: boolean;
  readonly reasons: readonly PayoutReason[];
  /** Minor units: what the books expect, what was reported, and how far they are apart, line by line. */
  readonly expected: number;
  readonly reported: number;
  readonly difference: number;
  /** Of what is expected. */
  readonly share: number;
  readonly tolerance: number;
  /** Orders to look at, not more than fit on a task. */
  readonly orders: readonly string[];
};

/** POL-01#15.4: more than five in ten thousand is looked into. */
const PAYOUT_TOLERANCE = 0.0005;
const SHOWN_ORDERS = 50;
const DIGITS = 1_000_000;

/**
 * Compares a payout with the orders that it says it is for. Money comes through a licensed channel alone: an institution
 * that nobody has vouched for before is put before a person.
 */
export function judgePayout(payout: Payout, booked: readonly BookedOrder[], isInstitutionKnown: boolean): PayoutCheck {
  const books = new Map(booked.map((order) => [order.orderKey, order]));
  const judged = payout.lines.map((line) => judgeLine(line, payout.currency, books.get(line.orderKey)));
  const difference = sum(judged.map((line) => line.difference));
  const expected = sum(judged.map((line) => line.expected));
  const share = expected === 0 ? Number(difference > 0) : difference / expected;
  const isApart = share > PAYOUT_TOLERANCE;
  const reasons = new Set<PayoutReason>([
    ...judged.flatMap((line) => line.reasons),
    ...(isApart ? (['amount'] as const) : []),
    ...(isSummed(payout) ? [] : (['sum'] as const)),
    ...institutionReasons(payout.institution, isInstitutionKnown),
  ]);
  return {
    isMatched: reasons.size === 0,
    reasons: [...reasons],
    expected,
    reported: sum(payout.lines.map(({ amount }) => amount)),
    difference,
    share: Math.round(share * DIGITS) / DIGITS,
    tolerance: PAYOUT_TOLERANCE,
    orders: judged
      .filter((line) => line.reasons.length > 0 || (isApart && line.difference > 0))
      .map(({ orderKey }) => orderKey)
      .slice(0, SHOWN_ORDERS),
  };
}

function institutionReasons(institution: string, isKnown: boolean): readonly PayoutReason[] {
  if (institution.trim() === '') return ['institution'];
  return isKnown ? [] : ['institution-new'];
}

/** An order that was delivered long enough ago, while its channel has paid out since, and not for this one. */
export type UnsettledOrder = {
  readonly orderKey: string;
  readonly channel: string;
  readonly currency: string;
  readonly amount: number;
};

/** What is missing of a channel, in one currency, as if it were a payout that brought nothing. */
export type Unsettled = PayoutCheck & { readonly payout: string; readonly channel: string; readonly currency: string };

/** Puts orders without a payout together by channel and currency. */
export function unsettledOf(orders: readonly UnsettledOrder[]): readonly Unsettled[] {
  const groups = new Map<string, UnsettledOrder[]>();
  for (const order of orders) {
    const key = `${order.channel} ${order.currency}`;
    groups.set(key, [...(groups.get(key) ?? []), order]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { channel, currency } = first;
    const expected = sum(group.map(({ amount }) => amount));
    return {
      payout: `${channel}/${currency}`,
      channel,
      currency,
      isMatched: false,
      reasons: ['unsettled'],
      expected,
      reported: 0,
      difference: expected,
      share: 1,
      tolerance: PAYOUT_TOLERANCE,
      orders: group.map(({ orderKey }) => orderKey).slice(0, SHOWN_ORDERS),
    };
  });
}

function judgeLine({ orderKey, amount }: PayoutLine, currency: string, booked: BookedOrder | undefined) {
  const reasons: PayoutReason[] = booked
    ? [
        ...(booked.isCancelled ? (['order-cancelled'] as const) : []),
        ...(booked.isSettled ? (['order-settled'] as const) : []),
        ...(booked.currency === currency ? [] : (['currency'] as const)),
      ]
    : ['order-unknown'];
  const expected = booked?.amount ?? 0;
  return { orderKey, reasons, expected, difference: Math.abs(amount - expected) };
}

const isSummed = ({ gross, fees, net, lines }: Payout): boolean =>
  gross - fees === net && sum(lines.map(({ amount }) => amount)) === gross && sum(lines.map(({ fee }) => fee)) === fees;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
