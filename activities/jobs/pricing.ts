import { judgePrice } from '../../domain/pricing.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { type PricePlace, priceHistory, putInForce } from '../../store/prices.ts';
import { lastDoer } from '../../store/tasks.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = { check, apply };

/** Service job "pricing": header `do` is "check", against the prices that were kept, or "apply". */
export async function runPricing({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a change of price`);
  return { variables: await action({ db, run, variables: call.variables }) };
}

async function check({ db, variables }: Step): Promise<Variables> {
  const place = placeIn(variables);
  const history = await priceHistory(db, place);
  const current = history.find(({ to }) => to === null)?.amount ?? null;
  const { isPromotion, announcedPrice } = variables;
  const priceCheck = judgePrice({
    current,
    proposed: amountIn(variables, 'newPrice'),
    cost: amountIn(variables, 'unitCost'),
    floor: amountIn(variables, 'floorPrice'),
    market: place.market,
    announced: isPromotion === true && typeof announcedPrice === 'number' ? announcedPrice : null,
    history,
    at: Date.now(),
  });
  return { priceCheck: { ...priceCheck, current } };
}

const approvals = ['approvePriceLead', 'approvePriceManager', 'approvePriceGm'];

async function apply({ db, run, variables }: Step): Promise<Variables> {
  const doers = await Promise.all(approvals.map((node) => lastDoer(db, run.instanceId, node)));
  const price = {
    ...placeIn(variables),
    amount: amountIn(variables, 'newPrice'),
    cost: amountIn(variables, 'unitCost'),
    floor: amountIn(variables, 'floorPrice'),
  };
  const by = doers.find((doer) => doer !== null) ?? null;
  await putInForce(db, { prices: [price], instance: run.instanceId, by, at: new Date() });
  return {};
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
