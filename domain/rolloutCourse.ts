import { Refusal } from './refusal.ts';
import {
  type Condition,
  mustLast,
  mustRun,
  type Phase,
  phases,
  type Rollout,
  type Standing,
  withStanding,
} from './rollout.ts';
import { completed, settle } from './rolloutGate.ts';

/** Holds everything: no phase is launched, nothing is begun, no gate is judged, no date acts. */
export function pause(rollout: Rollout, at: number): Rollout {
  mustRun(rollout);
  return { ...rollout, state: 'paused', pausedAt: at };
}

/** Goes on; every open condition has the time again that it had when the rollout was paused. */
export function resume(rollout: Rollout, at: number): Rollout {
  mustLast(rollout);
  const { pausedAt, ...rest } = rollout;
  if (rollout.state !== 'paused' || pausedAt === undefined) throw new Refusal('rollout-not-paused');
  const isLaunched = phases.some((phase) => rollout.phases[phase].attempt > 0);
  const length = at - pausedAt;
  const postponed = overConditions(rest, (it) => (it.state === 'open' ? { ...it, dueAt: it.dueAt + length } : it));
  const delayed = phases.reduce((sofar, phase) => delay(sofar, phase, length), postponed);
  return { ...delayed, state: isLaunched ? 'running' : 'created' };
}

function delay(rollout: Rollout, phase: Phase, length: number): Rollout {
  const standing = rollout.phases[phase];
  if (standing.state !== 'running' && standing.state !== 'gate-pending') return rollout;
  return withStanding(rollout, phase, { ...standing, delayMs: (standing.delayMs ?? 0) + length });
}

/** Ends it early, for good. */
export function cancel(rollout: Rollout): Rollout {
  mustLast(rollout);
  const { pausedAt: _pausedAt, ...rest } = rollout;
  return { ...rest, state: 'cancelled' };
}

/** Takes a phase back, and with it all that was launched after it; it is due again. */
export function regress(rollout: Rollout, phase: Phase): Rollout {
  mustLast(rollout);
  if (!isLaunched(rollout.phases[phase])) throw new Refusal('phase-not-launched', { phase });
  const taken = phasesTakenBack(rollout, phase);
  const back = taken.reduce(
    (sofar, it) => withStanding(sofar, it, { ...sofar.phases[it], state: 'regressed', conditions: [] }),
    rollout,
  );
  return taken.includes('train') ? { ...back, waves: unstarted(back.waves) } : back;
}

/** How often a wave's gate was held is counted over all attempts. */
const unstarted = (waves: Rollout['waves']): Rollout['waves'] =>
  Object.fromEntries(Object.entries(waves).map(([id, { rounds }]) => [id, { state: 'not-started', rounds }]));

/** The phases that a regress of this one takes back: itself and what was launched after it. */
export function phasesTakenBack(rollout: Rollout, phase: Phase): readonly Phase[] {
  return phases.slice(phases.indexOf(phase)).filter((it) => isLaunched(rollout.phases[it]));
}

const isLaunched = ({ state }: Standing): boolean => state !== 'not-started' && state !== 'regressed';

/** A condition is met, in time or late; what waited for it goes on. */
export function meetCondition(
  rollout: Rollout,
  phase: Phase,
  condition: string,
  met: NonNullable<Condition['met']>,
): Rollout {
  mustLast(rollout);
  const found = rollout.phases[phase].conditions.find(({ id }) => id === condition);
  if (!found) throw new Refusal('condition-unknown', { phase, condition });
  if (found.state === 'met') throw new Refusal('condition-met', { condition });
  const meets = (it: Condition): Condition => (it.id === condition ? { ...it, state: 'met', met } : it);
  return completed(settled(overConditions(rollout, meets), phase));
}

/** Time has come to `at`: what is due and not met is missed, and its gate falls back to failed. */
export function passTime(rollout: Rollout, at: number): Rollout {
  if (rollout.state !== 'running') return rollout;
  const isDue = (it: Condition) => it.state === 'open' && it.dueAt <= at;
  const behind = phases.filter((phase) => rollout.phases[phase].conditions.some(isDue));
  const passed = overConditions(rollout, (it) => (isDue(it) ? { ...it, state: 'missed' } : it));
  return behind.reduce(settled, behind.length === 0 ? rollout : passed);
}

/** The next moment at which a condition acts, ms since the epoch; none while the rollout is paused. */
export function nextDue({ state, phases: standings }: Rollout): number | undefined {
  if (state !== 'running') return undefined;
  const open = phases.flatMap((phase) => standings[phase].conditions.filter((it) => it.state === 'open'));
  return open.length === 0 ? undefined : Math.min(...open.map(({ dueAt }) => dueAt));
}

const settled = (rollout: Rollout, phase: Phase): Rollout => {
  const standing = rollout.phases[phase];
  return standing.state === 'conditional' || standing.state === 'failed'
    ? withStanding(rollout, phase, settle(standing))
    : rollout;
};

function overConditions<R extends Pick<Rollout, 'phases'>>(rollout: R, change: (it: Condition) => Condition): R {
  const changed = phases.map((phase): [Phase, Standing] => {
    const standing = rollout.phases[phase];
    return [phase, { ...standing, conditions: standing.conditions.map(change) }];
  });
  return { ...rollout, phases: Object.fromEntries(changed) as Rollout['phases'] };
}
