import { RETENTION_DAYS } from '../../domain/privacy.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { maskCases, maskComplaints } from '../../store/casesRetention.ts';
import { dueOrders, findSweep, type Kept, keepLonger, maskOrder, saveSweep } from '../../store/retention.ts';
import { eraseBinders, eraseScreenedParties } from '../../store/screenedParties.ts';
import { lastDoer } from '../../store/tasks.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { Telling } from './tell.ts';

/** Orders that one sweep looks at: what is left is for the next day. */
const SWEPT_AT_ONCE = 1_000;
/** Exceptions that one person is asked about at a time. */
const ASKED_AT_ONCE = 200;
const DAY_MS = 86_400_000;

type Step = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };
type Exception = { readonly orderKey: string; readonly endedOn: string; readonly because: 'open' };

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = { sweep, keep };

/** Service job "privacy": header `do` is "sweep", which masks what is past its retention, or "keep", the exceptions. */
export async function runPrivacy({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a sweep`);
  return { variables: await action({ db, run, variables: call.variables }) };
}

/** Each order in a transaction of its own: done again after a fault, it goes on where it stood. */
async function sweep({ db, run }: Step): Promise<Variables> {
  const privacyExceptions: Exception[] = [];
  let masked = 0;
  let after = '';
  for (let seen = 0; seen < SWEPT_AT_ONCE; ) {
    const due = await dueOrders(db, after);
    for (const order of due) {
      if (order.isOpen) privacyExceptions.push({ orderKey: order.key, endedOn: order.endedOn, because: 'open' });
      else await maskOrder(db, run.instanceId, order);
    }
    masked += due.filter(({ isOpen }) => !isOpen).length;
    seen += due.length;
    const last = due.at(-1);
    if (!last) break;
    after = last.key;
  }
  await eraseScreenedParties(db, new Date(Date.now() - RETENTION_DAYS.delivered * DAY_MS), SWEPT_AT_ONCE);
  await eraseBinders(db, SWEPT_AT_ONCE);
  await maskComplaints(db, run.instanceId, SWEPT_AT_ONCE);
  await maskCases(db, run.instanceId, SWEPT_AT_ONCE);
  const asked = privacyExceptions.slice(0, ASKED_AT_ONCE);
  await saveSweep(db, { instance: run.instanceId, masked, exceptions: asked.length });
  return { masked: (await findSweep(db, run.instanceId))?.masked ?? masked, privacyExceptions: asked };
}

async function keep({ db, run, variables }: Step): Promise<Variables> {
  const { kept } = variables as { readonly kept?: readonly Kept[] };
  const by = await lastDoer(db, run.instanceId, 'confirmExceptions');
  await keepLonger(db, run.instanceId, by, kept ?? []);
  return {};
}
