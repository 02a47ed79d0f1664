import { parseDuration } from '../domain/duration.ts';
import type { Process, TimerRule } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import { listDefinitions } from '../store/definitions.ts';
import type { Locale } from '../store/localText.ts';
import { processName } from './processNames.ts';

const DAY_MS = 86_400_000;
const MONTHS_A_YEAR = 12;
/** Every month has it. */
const LAST_COMMON_DAY = 28;

/** When a timer start falls due, in the terms that a schedule knows. */
export type Rhythm =
  | { readonly kind: 'interval'; readonly everyMs: number; readonly offsetMs: number; readonly times?: number }
  /** Every so many months, counted from `month` (1 to 12), at that day and time of the company's zone. */
  | {
      readonly kind: 'months';
      readonly every: number;
      readonly month: number;
      readonly day: number;
      readonly minute: number;
      readonly times?: number;
    }
  | { readonly kind: 'cron'; readonly expression: string }
  | { readonly kind: 'once'; readonly at: Date };

/** A start event that time triggers. */
export type StartTimer = {
  readonly process: string;
  readonly name: string;
  readonly definition: string;
  readonly start: string;
  /** Undefined with the reason why no schedule can do it. */
  readonly rhythm: Rhythm | undefined;
  readonly problem?: string;
};

/** Every timer start of what is deployed now, with its process called in that language. */
export async function startTimersOf(
  db: Db,
  language: Locale,
  utcOffsetMinutes: number,
): Promise<readonly StartTimer[]> {
  const definitions = await listDefinitions(db);
  return definitions.flatMap(({ hash, model, deployedAt }) =>
    timersIn(model).map(({ start, timer }) => ({
      process: model.id,
      name: processName(model, language),
      definition: hash,
      start,
      ...attempt(timer, deployedAt, utcOffsetMinutes),
    })),
  );
}

function timersIn({ id, scopes, nodes }: Process): readonly { readonly start: string; readonly timer: TimerRule }[] {
  return (scopes[id]?.starts ?? []).flatMap((start) => {
    const node = nodes[start];
    return node?.kind === 'startEvent' && node.event.kind === 'timer' ? [{ start, timer: node.event.timer }] : [];
  });
}

function attempt(timer: TimerRule, deployedAt: Date, offset: number): Pick<StartTimer, 'rhythm' | 'problem'> {
  try {
    return { rhythm: rhythmOf(timer, deployedAt, offset) };
  } catch (error) {
    return { rhythm: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A duration counts from the deployment, a date is itself, a cycle is "R[n]/[start/]duration" or a cron expression. */
export function rhythmOf(timer: TimerRule, deployedAt: Date, utcOffsetMinutes: number): Rhythm {
  if (timer.kind === 'date') return { kind: 'once', at: new Date(timer.date) };
  if (timer.kind === 'duration') {
    const { ms, days } = fixed(timer.duration);
    return { kind: 'once', at: new Date(deployedAt.getTime() + ms + days * DAY_MS) };
  }
  if (!timer.cycle.startsWith('R')) return { kind: 'cron', expression: timer.cycle };
  const [repeat = 'R', ...rest] = timer.cycle.split('/');
  const times = repeat === 'R' ? {} : { times: Number(repeat.slice(1)) };
  const duration = rest.at(-1) ?? '';
  const from = rest.length > 1 ? new Date(rest[0] ?? '') : undefined;
  return cycleOf(duration, from, utcOffsetMinutes, times);
}

function cycleOf(
  duration: string,
  from: Date | undefined,
  utcOffsetMinutes: number,
  times: { readonly times?: number },
): Rhythm {
  const { months, days, ms } = parseDuration(duration);
  if (months === 0) {
    const everyMs = days * DAY_MS + ms;
    return { kind: 'interval', everyMs, offsetMs: from ? from.getTime() % everyMs : 0, ...times };
  }
  if (days > 0 || ms > 0 || MONTHS_A_YEAR % months !== 0) {
    throw new Error(`"${duration}" does not divide a year into whole months`);
  }
  const local = new Date((from?.getTime() ?? 0) + (from ? utcOffsetMinutes * 60_000 : 0));
  return {
    kind: 'months',
    every: months,
    month: (local.getUTCMonth() % months) + 1,
    day: Math.min(local.getUTCDate(), LAST_COMMON_DAY),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
    ...times,
  };
}

function fixed(duration: string) {
  const found = parseDuration(duration);
  if (found.months > 0) throw new Error(`"${duration}" has no fixed length`);
  return found;
}
