import { readListingWords } from '../../../catalog/index.ts';
import { type AccountStatus, type HealthFigures, judgeHealth } from '../../../domain/accountHealth.ts';
import { checkListing, type ListingDraft } from '../../../domain/listing.ts';
import { judgePayment, type Payment } from '../../../domain/payment.ts';
import { judgePayout, type Payout } from '../../../domain/payout.ts';
import { judgePrice, tierOfList } from '../../../domain/pricing.ts';
import {
  cancelCauseOf,
  isSellerCaused,
  judgeIntake,
  quantityOf,
  type SalesOrder,
  stopCause,
} from '../../../domain/salesOrder.ts';
import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { StandIn } from './index.ts';

const DAY = '2026-11-24';
const NOW = Date.UTC(2026, 10, 24, 1);
/** The world of these tests: ten lamps at €29.90, and a list with one name on it. */
const STOCK = 10;
const PRICES = { 'LAMP-1': 2_990 };
const LISTED = 'Balthazar Quillfether';
const EUR_PER_USD = 0.9;

type Steps = Readonly<Record<string, (given: never) => Variables>>;

const placed = new Map<string, SalesOrder>();

type CancelGiven = OrderGiven & { readonly riskDecision?: unknown; readonly stopReason?: string };

type OrderGiven = SalesOrder & {
  readonly orderKey: string;
  readonly payment?: Payment;
  readonly cancelCause?: unknown;
};

const order: Steps = {
  intake: ({ orderKey, ...given }: OrderGiven) => {
    placed.set(orderKey, given);
    const short = quantityOf(given) - STOCK;
    const amountUsd = Math.round(given.amount / EUR_PER_USD);
    const intake = judgeIntake({
      order: given,
      duplicates: [],
      missing: short > 0 ? [{ sku: 'LAMP-1', quantity: short }] : [],
      prices: PRICES,
      imports: { amountCny: amountUsd * 7, usedCny: 0, unvalued: 0, bought: {} },
      buyerHistory: { amountUsd, ordersLastDay: 0, ordersBefore: 0, badBefore: 0 },
    });
    const verdict = given.buyer.name === LISTED ? 'hold' : 'clear';
    return { intake, screening: { verdict }, cancelCause: intake.verdict === 'refused' ? 'import-limit' : null };
  },
  settle: ({ orderKey, payment }: OrderGiven) => {
    const given = placed.get(orderKey);
    if (!given || !payment) throw new Error('no order, or no payment');
    const paymentCheck = judgePayment(given, payment, false);
    const kind = quantityOf(given) <= STOCK ? 'reserved' : 'short';
    return { paymentCheck, allocation: { kind: paymentCheck.verdict === 'matched' ? kind : 'not-asked' } };
  },
  allocate: () => ({ allocation: { kind: 'reserved' } }),
  cancel: ({ cancelCause, payment, riskDecision, stopReason }: CancelGiven) => ({
    cancelCause: stopReason
      ? stopCause(stopReason)
      : cancelCauseOf(cancelCause, {
          isRefused: false,
          riskDecision,
          isPaid: payment !== undefined,
        }),
  }),
  'request-cancel': () => ({ isOpen: true }),
  'look-up': () => ({ isOpen: true, orderState: 'received' }),
  cancellable: ({ cancelCause }: { readonly cancelCause: never }) => ({
    isOpen: true,
    sellerCaused: isSellerCaused(cancelCause),
  }),
};

type ListingGiven = Omit<ListingDraft, 'title' | 'description'> & {
  readonly listingTitle: string;
  readonly listingText: string;
};

const listing: Steps = {
  check: ({ listingTitle: title, listingText: description, ...given }: ListingGiven) => {
    const { version, words } = readListingWords();
    const draft = { ...given, title, description };
    return { listingCheck: { ...checkListing(draft, words, DAY), wordList: version, checkedOn: DAY } };
  },
};

type PriceGiven = {
  readonly newPrice: number;
  readonly unitCost: number;
  readonly floorPrice: number;
  readonly market: string;
  readonly isPromotion?: boolean;
  readonly announcedPrice?: number | null;
};

const pricing: Steps = {
  check: ({
    newPrice: proposed,
    unitCost: cost,
    floorPrice: floor,
    market,
    isPromotion,
    announcedPrice,
  }: PriceGiven) => {
    const current = PRICES['LAMP-1'];
    const history = [{ amount: current, from: 0, to: null }];
    const asked = {
      current,
      approved: null,
      proposed,
      cost,
      floor,
      market,
      isPromotion: isPromotion === true,
      announced: (isPromotion && announcedPrice) || null,
      history,
      at: NOW,
    };
    return { priceCheck: { ...judgePrice(asked), current } };
  },
  apply: () => ({ isApplied: true }),
  'check-list': () => ({ priceList: { prices: 2, changes: 1, tier: tierOfList([{ tier: 'manager' }]) } }),
  'apply-list': () => ({ isApplied: true }),
};

/** Two payouts of the same order: the one as it was ordered, the other short by a hundred cents. */
const booked = [{ orderKey: 'shop-1', amount: 2_990, currency: 'EUR', isCancelled: false, isSettled: false }];
const payoutOf = (amount: number): Payout => ({
  currency: 'EUR',
  gross: amount,
  fees: 0,
  net: amount,
  institution: 'PingPong',
  lines: [{ orderKey: 'shop-1', amount, fee: 0 }],
});

const payout: Steps = {
  compare: () => {
    const checks = [2_990, 2_890].map((amount) => ({
      payout: `P-${amount}`,
      ...judgePayout(payoutOf(amount), booked, true),
    }));
    return { differences: checks.filter(({ isMatched }) => !isMatched) };
  },
};

const tax: Steps = {
  collect: () => ({
    taxMonth: '2026-10',
    taxTotals: [{ market: 'DE', currency: 'EUR', regime: 'ioss', orders: 1, amount: 2_990 }],
  }),
};

type HealthGiven = HealthFigures & { readonly accountStatus: AccountStatus };

const account: Steps = {
  collect: () => ({
    accounts: [{ channel: 'shop', orders: 12, sellerCancels: 0, lateShipments: 0, validTracking: 100 }],
  }),
  judge: ({ accountStatus, ...figures }: HealthGiven) => ({ health: judgeHealth(figures, accountStatus) }),
};

const privacy: Steps = {
  sweep: () => ({ masked: 3, privacyExceptions: [{ orderKey: 'shop-1', endedOn: '2023-01-01', because: 'open' }] }),
};

const all = { order, listing, pricing, payout, tax, account, privacy };

/** The machine steps of orders and of the watch over sales. */
export const orders: Readonly<Record<string, StandIn>> = Object.fromEntries(
  Object.entries(all).map(([type, steps]): [string, StandIn] => [
    type,
    (headers, variables) => {
      const step = steps[headers['do'] ?? ''];
      return step ? step(variables as never) : {};
    },
  ]),
);
