import { evaluate, FeelFault } from '../../feel/index.ts';
import type { EventOf, JobCall, Request, Variables } from '../instance.ts';
import { outstanding } from '../step.ts';
import { own } from '../table.ts';
import { tell, type World } from '../world.ts';
import type { Handler, Script } from './script.ts';

/** Jobs in a row before a simulation gives up: a model that never waits never ends. */
const MAX_JOBS_IN_A_ROW = 50_000;

type Asked = Extract<Request, { kind: 'runJob' }>;
type Done = { readonly world: World; readonly trace: readonly string[] };

/** Does the jobs that need nobody: those that handlers are bound to, scripts, and tasks' reminders. */
export function doJobs(world: World, handlers: Script['handlers'] = {}): Done {
  const trace: string[] = [];
  let now = world;
  for (let count = 0; count < MAX_JOBS_IN_A_ROW; count += 1) {
    const next = nextJob(now, handlers);
    if (next === undefined) break;
    const { member, job, handler } = next;
    if (handler?.trace !== undefined) trace.push(handler.trace);
    now = tell(now, member, resultOf(job, handler, now.at)).world;
  }
  return { world: now, trace };
}

function nextJob(world: World, handlers: NonNullable<Script['handlers']>) {
  for (const { id, instance } of Object.values(world.members)) {
    for (const job of outstanding(instance)) {
      if (job.kind !== 'runJob') continue;
      const handler = handlerOf(job.job, handlers);
      if (handler !== undefined || isOwn(job.job)) return { member: id, job, handler };
    }
  }
  return undefined;
}

function handlerOf(job: JobCall, handlers: NonNullable<Script['handlers']>): Handler | undefined {
  if (job.type === 'service') return own(handlers, job.name);
  return job.type === 'decision' ? own(handlers, job.decision) : undefined;
}

function isOwn({ type }: JobCall): boolean {
  return type === 'script' || type === 'remind' || type === 'escalate';
}

function resultOf(asked: Asked, handler: Handler | undefined, at: number): EventOf<'jobCompleted' | 'jobFailed'> {
  const { token, attempt, job } = asked;
  const about = { at, token, attempt };
  if (handler?.throw !== undefined) {
    return { kind: 'jobFailed', ...about, reason: `error ${handler.throw}`, error: handler.throw };
  }
  if (handler?.fail !== undefined) return { kind: 'jobFailed', ...about, reason: handler.fail };
  try {
    return { kind: 'jobCompleted', ...about, variables: job.type === 'script' ? scripted(job) : setBy(handler, job) };
  } catch (cause) {
    if (cause instanceof FeelFault) return { kind: 'jobFailed', ...about, reason: cause.message };
    throw cause;
  }
}

function scripted({ script, result, variables }: Extract<JobCall, { type: 'script' }>): Variables {
  return { [result]: evaluate(script, variables) };
}

function setBy(handler: Handler | undefined, job: JobCall): Variables {
  const seen = 'variables' in job ? job.variables : {};
  const values = Object.entries(handler?.set ?? {}).map(([name, value]) => [name, valueOf(value, seen)]);
  return Object.fromEntries(values) as Variables;
}

function valueOf(value: unknown, seen: Variables): unknown {
  return typeof value === 'string' && value.startsWith('=') ? evaluate(value.slice(1), seen) : value;
}
