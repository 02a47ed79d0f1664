import { judgePayout, unsettledOf } from '../../domain/payout.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import {
  bookedOrders,
  chaseUnsettled,
  closePayout,
  isInstitutionKnown,
  judgePayoutRow,
  type PayoutReport,
  takePayouts,
} from '../../store/payouts.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = { compare, close };

/** Service job "payout": header `do` is "compare", payouts with orders, or "close", what has been explained. */
export async function runPayout({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a reconciliation`);
  return { variables: await action({ db, run, variables: call.variables }) };
}

/** What matches is closed at once; a person looks at the rest, and at orders that no payout has brought. */
async function compare({ db, run }: Step): Promise<Variables> {
  const payouts = await takePayouts(db, run.instanceId);
  const differences: unknown[] = [];
  for (const payout of payouts) {
    const check = await judge(db, run.instanceId, payout);
    const { id, channel, currency, institution } = payout;
    if (!check.isMatched) differences.push({ payout: id, channel, currency, institution, ...check });
  }
  const missing = unsettledOf(await chaseUnsettled(db, run.instanceId));
  return { differences: [...differences, ...missing], payoutsSeen: payouts.length };
}

async function judge(db: Telling['db'], instance: string, payout: PayoutReport) {
  return db.transaction(async (trx) => {
    const [booked, isKnown] = [
      await bookedOrders(trx, payout.id, payout.lines),
      await isInstitutionKnown(trx, payout.institution),
    ];
    const check = judgePayout(payout, booked, isKnown);
    await judgePayoutRow(trx, { id: payout.id, instance, check });
    return check;
  });
}

type Explanation = { readonly payout?: unknown; readonly licensed?: unknown };

/** What stands for orders without a payout has no row of its own: it is explained, and chased again. */
async function close({ db, run, variables }: Step): Promise<Variables> {
  const { explanations } = variables as { readonly explanations?: readonly Explanation[] };
  await db.transaction(async (trx) => {
    for (const outcome of explanations ?? []) {
      if (typeof outcome.payout !== 'string') throw hopeless('an explanation names no payout');
      const isLicensed = outcome.licensed === true;
      await closePayout(trx, { id: outcome.payout, instance: run.instanceId, outcome, isLicensed });
    }
  });
  return {};
}
