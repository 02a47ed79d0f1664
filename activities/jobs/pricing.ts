import { judgePrice } from '../../domain/pricing.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { applyPrices, type PricePlace, priceRecords } from '../../store/prices.ts';
import { lastDoer } from '../../store/tasks.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { recordIn } from './orderFacts.ts';
import { textIn } from './policySubject.ts';
import { applyList, checkList } from './priceList.ts';
import type { Telling } from './tell.ts';

export type PricingStep = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };

const actions: Readonly<Record<string, (step: PricingStep) => Promise<Variables>>> = {
  check,
  apply,
  'check-list': checkList,
  'apply-list': applyList,
};

/** Service job "pricing": header `do` is "check", against the prices that were kept, or "apply"; of one price or a list. */
export async function runPricing({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a change of price`);
  return { variables: await action({ db, run, variables: call.variables }) };
}

async function check({ db, variables }: PricingStep): Promise<Variables> {
  const place = placeIn(variables);
  const [record] = await priceRecords(db, [place]);
  const current = record?.current?.amount ?? null;
  const { isPromotion, announcedPrice } = variables;
  const priceCheck = judgePrice({
    current,
    approved: record?.current ?? null,
    proposed: amountIn(variables, 'newPrice'),
    cost: amountIn(variables, 'unitCost'),
    floor: amountIn(variables, 'floorPrice'),
    market: place.market,
    isPromotion: isPromotion === true,
    announced: isPromotion === true && typeof announcedPrice === 'number' ? announcedPrice : null,
    history: record?.history ?? [],
    at: Date.now(),
  });
  return { priceCheck: { ...priceCheck, current } };
}

const approvals = ['approvePriceLead', 'approvePriceManager', 'approvePriceGm'];

/** Not when the price has changed since it was measured: then it is measured anew. */
async function apply({ db, run, variables }: PricingStep): Promise<Variables> {
  const doers = await Promise.all(approvals.map((node) => lastDoer(db, run.instanceId, node)));
  const { current } = recordIn(variables, 'priceCheck');
  const price = {
    ...placeIn(variables),
    amount: amountIn(variables, 'newPrice'),
    cost: amountIn(variables, 'unitCost'),
    floor: amountIn(variables, 'floorPrice'),
    expected: typeof current === 'number' ? current : null,
  };
  const by = doers.find((doer) => doer !== null) ?? null;
  return { isApplied: await applyPrices(db, { prices: [price], instance: run.instanceId, by, at: new Date() }) };
}

function placeIn(variables: Variables): PricePlace {
  return {
    channel: textIn(variables, 'channel'),
    sku: textIn(variables, 'sku'),
    market: textIn(variables, 'market'),
    currency: textIn(variables, 'currency'),
  };
}

function amountIn(variables: Variables, name: string): number {
  const value = variables[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw hopeless(`the amount "${name}" is missing`);
  return value;
}
