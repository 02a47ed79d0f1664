import { DeadEnd } from './deadEnd.ts';
import { valueOf } from './expressions.ts';
import type { Timer, Token } from './instance.ts';
import type { Deadline, TimerRule } from './model.ts';
import { parseCycle, parseMoment } from './moments.ts';
import type { Run } from './run.ts';

/** The last moment that a date can name. */
const LATEST_MS = 8.64e15;

type Moment = { readonly at: number; readonly provisional?: boolean };

/** Sets a timer of a token. A token has at most one of each sort. */
export function schedule(token: Token, timer: Pick<Timer, 'what' | 'at' | 'left'>, run: Run): void {
  const id = `${token.id}.${timer.what}`;
  if (!(Math.abs(timer.at) <= LATEST_MS)) throw new DeadEnd('a timer is due beyond the end of time');
  run.timers.set(id, { id, token: token.id, order: run.count(), ...timer });
}

/** Starts to wait for a timer event. */
export function scheduleEvent(rule: TimerRule, token: Token, run: Run): void {
  switch (rule.kind) {
    case 'duration':
      schedule(token, { what: 'event', at: momentOf(rule, token, run.at, run).at }, run);
      return;
    case 'date': {
      const date = rule.feel === true ? String(valueOf(rule.date, token, run)) : rule.date;
      schedule(token, { what: 'event', at: parseMoment(date) }, run);
      return;
    }
    case 'cycle':
      scheduleFirst(rule.cycle, token, run);
      return;
    default:
      rule satisfies never;
  }
}

/** A cycle that has fired goes on from its own due moment, however late that was noticed. */
export function scheduleNext(fired: Timer, rule: TimerRule, token: Token, run: Run): boolean {
  if (rule.kind !== 'cycle' || fired.left === undefined || fired.left === 0) return false;
  const { at } = momentOf({ duration: parseCycle(rule.cycle).duration }, token, fired.at, run);
  if (at <= fired.at) throw new DeadEnd(`"${rule.cycle}" repeats without time going by`);
  schedule(token, { what: 'event', at, left: fired.left > 0 ? fired.left - 1 : fired.left }, run);
  return true;
}

/** The moment that a length of time from another moment leads to. */
export function momentOf(deadline: Deadline, token: Token, from: number, run: Run): Moment {
  const { feel, duration, ...rest } = deadline;
  const length = feel === true ? String(valueOf(duration, token, run)) : duration;
  try {
    return run.clock({ ...rest, duration: length }, from);
  } catch (cause) {
    // A duration or calendar that came out of an expression: lint cannot have seen it.
    throw cause instanceof DeadEnd ? cause : new DeadEnd(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The timer that fires first among those due by a moment. */
export function nextDue(until: number, run: Run): Timer | undefined {
  if (!run.mayBeDue(until)) return undefined;
  return run.timers
    .values()
    .filter(({ at }) => at <= until)
    .reduce<Timer | undefined>(
      (first, timer) => (first === undefined || isBefore(timer, first) ? timer : first),
      undefined,
    );
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function scheduleFirst(text: string, token: Token, run: Run): void {
  const { times, start, duration } = parseCycle(text);
  if (times === 0) return;
  const at = start === undefined ? momentOf({ duration }, token, run.at, run).at : parseMoment(start);
  schedule(token, { what: 'event', at, left: times > 0 ? times - 1 : times }, run);
}
