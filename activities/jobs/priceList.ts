import { judgePrice, type PriceCheck, type PriceTier, tierOfList } from '../../domain/pricing.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { noteMeasured, type Proposal, proposalsOf } from '../../store/priceProposals.ts';
import { applyPrices, type PriceRecord, priceRecords } from '../../store/prices.ts';
import { lastDoer } from '../../store/tasks.ts';
import { textIn } from './policySubject.ts';
import type { PricingStep } from './pricing.ts';

/** Prices that whoever approves a list is shown; all of them lie in the list. */
const SHOWN = 50;

type Judged = { readonly proposal: Proposal; readonly record: PriceRecord; readonly check: PriceCheck };

/** Measures every price of a list as if it were a change of its own, and says who signs: whoever signs the farthest. */
export async function checkList({ db, variables }: PricingStep): Promise<Variables> {
  const list = textIn(variables, 'priceListId');
  const proposals = await proposalsOf(db, list);
  const records = await priceRecords(db, proposals);
  const judged = proposals.flatMap((proposal, index) => judgedOf(proposal, records[index]));
  await noteMeasured(db, list, judged.map(measuredOf));
  const changes = judged.filter(isChange);
  return {
    priceList: {
      prices: judged.length,
      changes: changes.length,
      tier: tierOfList(changes.map(({ check }) => check)),
      ...countsOf(changes),
      farthest: changes.toSorted(byReach).slice(0, SHOWN).map(shownOf),
    },
  };
}

function judgedOf(proposal: Proposal, record: PriceRecord | undefined): readonly Judged[] {
  if (!record) return [];
  const { amount: proposed, cost, floor, market } = proposal;
  const { current, history } = record;
  const check = judgePrice({
    current: current?.amount ?? null,
    approved: current,
    proposed,
    cost,
    floor,
    market,
    isPromotion: false,
    announced: null,
    history,
    at: Date.now(),
  });
  return [{ proposal, record, check }];
}

function isChange({ proposal: { amount, cost, floor }, record: { current } }: Judged): boolean {
  return current === null || current.amount !== amount || current.cost !== cost || current.floor !== floor;
}

function measuredOf(judged: Judged) {
  const { channel, sku, market, currency } = judged.proposal;
  const expected = judged.record.current?.amount ?? null;
  return { channel, sku, market, currency, expected, isChange: isChange(judged) };
}

const reach: Readonly<Record<PriceTier, number>> = { lead: 0, manager: 1, 'general-manager': 2 };

const byReach = (one: Judged, other: Judged): number =>
  reach[other.check.tier] - reach[one.check.tier] || (other.check.change ?? 0) - (one.check.change ?? 0);

const countsOf = (changes: readonly Judged[]) => {
  const of = (tier: PriceTier) => changes.filter(({ check }) => check.tier === tier).length;
  return { forLead: of('lead'), forManager: of('manager'), forGeneralManager: of('general-manager') };
};

function shownOf({ proposal, record, check }: Judged) {
  const { channel, sku, market, currency, amount } = proposal;
  const { tier, reasons, change, cost, floor } = check;
  const current = record.current?.amount ?? null;
  return { channel, sku, market, currency, current, amount, change, tier, reasons, cost, floor };
}

const approvals = ['approveListLead', 'approveListManager', 'approveListGm'];

/** Puts the whole list in force; nothing of it when a price has changed since it was measured. */
export async function applyList({ db, run, variables }: PricingStep): Promise<Variables> {
  const [proposals, doers] = await Promise.all([
    proposalsOf(db, textIn(variables, 'priceListId')),
    Promise.all(approvals.map((node) => lastDoer(db, run.instanceId, node))),
  ]);
  const prices = proposals.filter((proposal) => proposal.isChange);
  const by = doers.find((doer) => doer !== null) ?? null;
  return { isApplied: await applyPrices(db, { prices, instance: run.instanceId, by, at: new Date() }) };
}
