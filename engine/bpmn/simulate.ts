import type { Process } from './model.ts';
import { doJobs } from './simulation/jobs.ts';
import { operate } from './simulation/operate.ts';
import { type Script, type Simulated, SimulationError } from './simulation/script.ts';
import { nextAlarm, ring } from './simulation/time.ts';
import { activeOf, entriesOf } from './simulation/waiting.ts';
import { begin, emptyWorld, type Member, type World } from './world.ts';

export type { Script, Simulated } from './simulation/script.ts';

/** When a simulation begins: a Monday morning, the same for all. */
const SIMULATED_START_MS = Date.UTC(2026, 0, 5, 9);
/** Timers that fire by themselves in one simulation. */
const MAX_AUTOMATIC_FIRES = 10_000;

/**
 * Plays a script on compiled processes: no server, no waiting. The first process is the one that is simulated, unless
 * one is named; the others can be called, started by messages, or started by the script.
 */
export function simulate(processes: readonly Process[], script: Script = {}, named?: string): Simulated {
  const main = processNamed(processes, named ?? processes[0]?.id ?? '');
  const trace: string[] = [];
  const settle = (world: World) => settled(world, script, trace);

  let world = settle(startAll(emptyWorld(processes, SIMULATED_START_MS), main, script, settle));
  const steps = [describe('start', world, main)];
  for (const operation of script.steps ?? []) {
    world = settle(operate(world, operation, settle));
    steps.push(describe(operation.op, world, main));
  }
  return { steps, trace, ...outcome(world, main) };
}

function startAll(empty: World, main: Process, { start = [], variables = {} }: Script, settle: (it: World) => World) {
  let world = empty;
  for (const [index, id] of start.entries()) {
    const process = processNamed(world.processes, id);
    world = settle(begin(world, process, { businessKey: `first-${index + 1}`, variables }));
  }
  // A process that was started first may have started this one by a message.
  return memberOfProcess(world, main) ? world : begin(world, main, { businessKey: 'simulated', variables });
}

function settled(world: World, { handlers, auto = 'none' }: Script, trace: string[]): World {
  let now = world;
  for (let fires = 0; fires <= MAX_AUTOMATIC_FIRES; fires += 1) {
    const done = doJobs(now, handlers);
    now = done.world;
    trace.push(...done.trace);
    if (auto === 'none' || nextAlarm(now) === undefined) break;
    now = ring(now);
  }
  return now;
}

function describe(op: string, world: World, main: Process): Simulated['steps'][number] {
  const waiting = entriesOf(world)
    .map(({ name }) => name)
    .toSorted();
  return { op, waiting, ended: memberOfProcess(world, main)?.instance.status !== 'running' };
}

function outcome(world: World, main: Process): Omit<Simulated, 'steps' | 'trace'> {
  const members = Object.values(world.members);
  const member = memberOfProcess(world, main);
  const error = member?.error ?? members.find((it) => it.parent === undefined && it.error !== undefined)?.error;
  return {
    counts: countsOf(world),
    incidents: members.flatMap(({ instance }) =>
      Object.values(instance.incidents).map(({ node, reason }) => ({ element: node, reason })),
    ),
    error: error ?? null,
    variables: member?.instance.variables ?? {},
  };
}

function countsOf(world: World): Simulated['counts'] {
  const active = activeOf(world);
  const names = new Set([...Object.keys(world.passed), ...active.keys()]);
  const counts = [...names].toSorted().map((name) => {
    const [completed, cancelled] = world.passed[name] ?? [0, 0];
    return [name, [completed, cancelled, active.get(name) ?? 0]] as const;
  });
  return Object.fromEntries(counts);
}

function memberOfProcess(world: World, { id }: Process): Member | undefined {
  return Object.values(world.members).find(({ process, parent }) => process.id === id && parent === undefined);
}

function processNamed(processes: readonly Process[], id: string): Process {
  const process = processes.find((it) => it.id === id);
  if (process !== undefined) return process;
  throw new SimulationError('process-unknown', { id, known: processes.map((it) => it.id).join(', ') });
}
