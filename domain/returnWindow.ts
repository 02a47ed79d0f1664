import { salesMarket } from './market.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SATURDAY = 6;

/** Hours from UTC, standard or summer time: where a market has several zones, both ends count for the customer. */
type Zones = { readonly earliest: number; readonly latest: number };
/** China has one zone; the European Union reaches from Martinique to Réunion. */
const zones: Readonly<Record<string, Zones>> = {
  CN: { earliest: 8, latest: 8 },
  EU: { earliest: -4, latest: 4 },
  UK: { earliest: 0, latest: 1 },
};
const earth: Zones = { earliest: -12, latest: 14 };

/** Which rule gave the longer window. */
export type ReturnBasis = 'cn-no-reason' | 'eu-withdrawal' | 'uk-cancellation' | 'platform' | 'none';

type Rule = { readonly days: number; readonly basis: ReturnBasis };

/**
 * Days in which goods may be sent back without a reason: China 7 (消费者权益保护法 art. 25), the European Union 14
 * (Directive 2011/83/EU art. 9), the United Kingdom 14 (Consumer Contracts Regulations 2013 reg. 30).
 */
const rights: Readonly<Record<string, Rule>> = {
  CN: { days: 7, basis: 'cn-no-reason' },
  EU: { days: 14, basis: 'eu-withdrawal' },
  UK: { days: 14, basis: 'uk-cancellation' },
};
const noRight: Rule = { days: 0, basis: 'none' };

/** The longer of the statutory right and the platform's rule wins (POL-01#16.2). */
function returnRule(
  market: string,
  { platformDays = 0, isExcluded = false }: { readonly platformDays?: number; readonly isExcluded?: boolean },
): Rule {
  const law = isExcluded ? noRight : (rights[salesMarket(market)] ?? noRight);
  return platformDays > law.days ? { days: platformDays, basis: 'platform' } : law;
}

/** What a customer asks for. Moments in ISO 8601. */
export type ReturnRequest = {
  /** ISO 3166 alpha-2. */
  readonly market: string;
  readonly deliveredAt?: string | undefined;
  readonly requestedAt: string;
  readonly platformDays?: number | undefined;
  /** Made to order, perishable, unsealed hygiene goods: the statutory right does not reach them. */
  readonly isExcluded?: boolean | undefined;
};

export type ReturnReason = 'delivery-unknown' | 'no-rule' | 'goods-excluded' | 'too-late';

/** Where a request stands: inside the window, outside it, or nobody can tell. Days are dates, "YYYY-MM-DD". */
export type ReturnWindow = {
  readonly verdict: 'inside' | 'outside' | 'unknown';
  readonly basis: ReturnBasis;
  readonly days: number;
  readonly deliveredOn: string | null;
  readonly requestedOn: string;
  readonly lastDay: string | null;
  readonly reasons: readonly ReturnReason[];
};

/**
 * Judges a request. Days are counted from the day after delivery; a window of the European Union that would end on a
 * weekend ends on the Monday (Regulation (EEC, Euratom) 1182/71 art. 3(4)). What cannot be told goes to a person.
 */
export function judgeReturn(request: ReturnRequest): ReturnWindow {
  const { market, deliveredAt, requestedAt, platformDays = 0, isExcluded = false } = request;
  const rule = returnRule(market, { platformDays, isExcluded });
  const { earliest, latest } = zones[salesMarket(market)] ?? earth;
  const requestedOn = dayOf(requestedAt, earliest);
  const known = { ...rule, requestedOn };
  if (deliveredAt === undefined)
    return { verdict: 'unknown', ...known, deliveredOn: null, lastDay: null, reasons: ['delivery-unknown'] };
  const deliveredOn = dayOf(deliveredAt, latest);
  if (rule.days === 0) {
    const reasons: ReturnReason[] = [isExcluded ? 'goods-excluded' : 'no-rule'];
    return { verdict: isExcluded ? 'outside' : 'unknown', ...known, deliveredOn, lastDay: null, reasons };
  }
  const lastDay = lastDayOf(deliveredOn, rule);
  const isLate = requestedOn > lastDay;
  return {
    verdict: isLate ? 'outside' : 'inside',
    ...known,
    deliveredOn,
    lastDay,
    reasons: isLate ? ['too-late'] : [],
  };
}

/** No rule is known for the market: so long after delivery a request still finds its order open. */
const USUAL_WAIT_DAYS = 30;
/** The day after delivery is the first; a weekend and the zones of the earth may add to the last. */
const SLACK_DAYS = 3;

/** How long after delivery the system waits for a request, as an ISO 8601 duration: never shorter than the window itself. */
export function waitFor(market: string, platformDays?: number): string {
  const { days } = returnRule(market, platformDays === undefined ? {} : { platformDays });
  return `P${(days === 0 ? USUAL_WAIT_DAYS : days) + SLACK_DAYS}D`;
}

function lastDayOf(deliveredOn: string, { days, basis }: Rule): string {
  const last = Date.parse(deliveredOn) + days * DAY_MS;
  return dateOf(basis === 'eu-withdrawal' ? last + untilMonday(last) : last);
}

function untilMonday(at: number): number {
  const weekday = new Date(at).getUTCDay();
  if (weekday === SATURDAY) return 2 * DAY_MS;
  return weekday === 0 ? DAY_MS : 0;
}

function dayOf(moment: string, zoneHours: number): string {
  const at = Date.parse(moment);
  if (Number.isNaN(at)) throw new Error(`"${moment}" is no moment`);
  // A date without a time is already a day.
  return moment.includes('T') ? dateOf(at + zoneHours * HOUR_MS) : moment;
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 'YYYY-MM-DD'.length);
