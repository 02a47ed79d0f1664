import { type AccountStatus, type HealthFigures, judgeHealth, ownFigures } from '../../domain/accountHealth.ts';
import { periodBefore } from '../../domain/inspection.ts';
import { convert } from '../../domain/money.ts';
import { taxTotals } from '../../domain/salesTax.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { channelCounts, closeTaxMonth, keepTaxMonth, salesBetween, saveSnapshot } from '../../store/salesWatch.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };
type Actions = Readonly<Record<string, (step: Step) => Promise<Variables>>>;

/** China has one zone, and no summer time. */
const ZONE_MINUTES = 480;

/** Service job "tax": header `do` is "collect", the sales of the month before, or "close", when they are filed. */
export const runTax = watching({ collect: collectTax, close: closeTax });

/** Service job "account": header `do` is "collect", our own figures by channel, or "judge", a day's snapshot. */
export const runAccount = watching({ collect: collectHealth, judge });

function watching(actions: Actions) {
  return async ({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> => {
    const name = call.headers['do'] ?? '';
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw hopeless(`${run.node}: there is no step ${name}`);
    return { variables: await action({ db, run, variables: call.variables }) };
  };
}

/** Converted by the rates of the month's last day, as declarations are. */
async function collectTax({ db, run }: Step): Promise<Variables> {
  const { id: month, from, to } = periodBefore('monthly', Date.now(), ZONE_MINUTES);
  const span = { from: new Date(from), to: new Date(to) };
  const [sales, rates] = await Promise.all([salesBetween(db, span), ratesAt(db, span.to)]);
  const totals = taxTotals(sales, (amount, currency) => convert(amount, currency, 'EUR', rates));
  const kept = await keepTaxMonth(db, { month, totals, instance: run.instanceId });
  return { taxMonth: month, taxTotals: kept ?? [] };
}

async function closeTax({ db, run, variables }: Step): Promise<Variables> {
  await closeTaxMonth(db, textIn(variables, 'taxMonth'), run.instanceId, variables['returns']);
  return {};
}

async function collectHealth({ db }: Step): Promise<Variables> {
  const counts = await channelCounts(db);
  return {
    accounts: counts.map(({ channel, orders, ...rest }) => ({ channel, orders, ...ownFigures({ orders, ...rest }) })),
  };
}

async function judge({ db, run, variables }: Step): Promise<Variables> {
  const { account, orderDefects, sellerCancels, lateShipments, validTracking } = variables as HealthVariables;
  const channel = account?.channel;
  if (channel === undefined) throw hopeless('there is no account to judge');
  const figures = { orderDefects, sellerCancels, lateShipments, validTracking };
  const status = textIn(variables, 'accountStatus') as AccountStatus;
  const health = judgeHealth(figures, status);
  const takenOn = periodBefore('daily', Date.now(), ZONE_MINUTES).to;
  const day = new Date(takenOn + ZONE_MINUTES * 60_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
  await saveSnapshot(db, { channel, takenOn: day, figures, status, instance: run.instanceId }, health);
  return { health };
}

type HealthVariables = HealthFigures & { readonly account?: { readonly channel?: string } };
