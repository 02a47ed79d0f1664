import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from '@temporalio/client';
import { workflowTexts } from '../activities/definitions.ts';
import { type Rhythm, type StartTimer, startTimersOf } from '../activities/startTimers.ts';
import type { Log } from '../platform/log.ts';
import { queues } from '../platform/queues.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import type { Locale } from '../store/localText.ts';
import type { ProcessInput } from '../workflows/messages.ts';

const RECONCILE_EVERY_MS = 60_000;
/** Each sealing is a workflow of its own: often enough to be evidence, seldom enough to leave the Temporal UI readable. */
const SEAL_EVERY = '5 minutes';
const CATCH_UP = '1 hour';
/** The samples of the day before are drawn at 3 in the morning, or as soon as there is a server again that day. */
const DRAW_HOUR = 3;
const DRAW_CATCH_UP = '1 day';
/** What lapsed while nothing worked is found as soon as something does. */
const EXPIRY_CATCH_UP = '3 days';
const TIMEZONE = 'Asia/Shanghai';
const UTC_OFFSET_MINUTES = 480;
/** Ids of the schedules that this file keeps for processes; all others are none of its business. */
const PREFIX = 'start/';
const MONTHS = 12;

type Options = ScheduleOptions<ScheduleOptions['action']>;

/** Keeps Temporal's schedules as the deployments want them, now and every minute, until stopped. */
export function keepSchedules(client: Client, db: Db, log: Log): { readonly stop: () => void } {
  const tend = () =>
    reconcileSchedules(client, db, log).catch((err: unknown) => log.warn({ err }, 'schedules were not reconciled'));
  const timer = setInterval(() => void tend(), RECONCILE_EVERY_MS);
  timer.unref();
  void tend();
  return { stop: () => clearInterval(timer) };
}

/** Makes, changes and removes schedules until they are those of the timer starts that are deployed. */
export async function reconcileSchedules(client: Client, db: Db, log: Log): Promise<void> {
  const { language } = await companySetting(db);
  const wanted = new Map(
    [sealing(language), drawing(language), expiring(language), ...(await processStarts(db, language, log))].map(
      (options) => [options.scheduleId, options],
    ),
  );
  for await (const { scheduleId } of client.schedule.list()) {
    if (scheduleId.startsWith(PREFIX) && !wanted.has(scheduleId)) await remove(client, scheduleId);
  }
  for (const options of wanted.values()) await ensure(client, options);
}

async function processStarts(db: Db, language: Locale, log: Log): Promise<readonly Options[]> {
  const timers = await startTimersOf(db, language, UTC_OFFSET_MINUTES);
  return timers.flatMap((timer) => {
    if (timer.rhythm) return [startOf(timer, timer.rhythm)];
    log.warn({ process: timer.process, start: timer.start, problem: timer.problem }, 'a timer start has no schedule');
    return [];
  });
}

function startOf({ process, name, definition, start }: StartTimer, rhythm: Rhythm): Options {
  const input: ProcessInput = {
    definition,
    businessKey: '',
    title: name,
    startedBy: { by: 'schedule' },
    startedAt: 0,
    start,
    variables: {},
    timeScale: 1,
  };
  return {
    scheduleId: `${PREFIX}${process}/${start}`,
    spec: specOf(rhythm),
    action: {
      type: 'startWorkflow',
      workflowType: process,
      workflowId: `${process}/${start}`,
      taskQueue: queues.main,
      args: [input],
      staticSummary: name,
      typedSearchAttributes: [{ key: searchAttributes.process, value: process }],
    },
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: CATCH_UP },
    state: { note: name, ...timesOf(rhythm) },
    // Not the name: a schedule that counts its starts would begin anew for the sake of a word.
    memo: { revision: JSON.stringify([definition, rhythm]) },
  };
}

function sealing(language: Locale): Options {
  const summary = workflowTexts(language)['sealing'] ?? '';
  return {
    scheduleId: 'seal-audit',
    spec: { intervals: [{ every: SEAL_EVERY }] },
    action: {
      type: 'startWorkflow',
      workflowType: 'sealAudit',
      workflowId: 'seal-audit',
      taskQueue: queues.main,
      args: [summary],
      staticSummary: summary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
    state: { note: summary },
    memo: { revision: `${SEAL_EVERY} ${summary}` },
  };
}

/** Once the day is over, and whatever of it was still being recorded. */
function drawing(language: Locale): Options {
  const summary = workflowTexts(language)['drawing'] ?? '';
  return {
    scheduleId: 'draw-inspections',
    spec: { calendars: [{ hour: DRAW_HOUR }], timezone: TIMEZONE },
    action: {
      type: 'startWorkflow',
      workflowType: 'drawInspections',
      workflowId: 'draw-inspections',
      taskQueue: queues.main,
      staticSummary: summary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: DRAW_CATCH_UP },
    state: { note: summary },
    memo: { revision: JSON.stringify([DRAW_HOUR, summary]) },
  };
}

/** Certificates lapse at midnight, and with them what they unlock. */
function expiring(language: Locale): Options {
  const summary = workflowTexts(language)['expiring'] ?? '';
  return {
    scheduleId: 'expire-certificates',
    spec: { calendars: [{ hour: 0 }], timezone: TIMEZONE },
    action: {
      type: 'startWorkflow',
      workflowType: 'expirySweep',
      workflowId: 'expire-certificates',
      taskQueue: queues.main,
      args: [summary],
      staticSummary: summary,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: EXPIRY_CATCH_UP },
    state: { note: summary },
    memo: { revision: summary },
  };
}

function specOf(rhythm: Rhythm): ScheduleSpec {
  switch (rhythm.kind) {
    case 'interval':
      return { intervals: [{ every: rhythm.everyMs, offset: rhythm.offsetMs }] };
    case 'cron':
      return { cronExpressions: [rhythm.expression], timezone: TIMEZONE };
    case 'once':
      return momentOf(rhythm.at);
    case 'months':
      return monthly(rhythm);
    default:
      return rhythm satisfies never;
  }
}

function momentOf(at: Date): ScheduleSpec {
  return {
    calendars: [
      {
        year: at.getUTCFullYear(),
        month: monthNames[at.getUTCMonth()] ?? 'JANUARY',
        dayOfMonth: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
      },
    ],
  };
}

function monthly({ every, month, day, minute }: Extract<Rhythm, { kind: 'months' }>): ScheduleSpec {
  const months = Array.from({ length: MONTHS / every }, (_, turn) => monthNames[month - 1 + turn * every] ?? 'JANUARY');
  return {
    calendars: [{ month: months, dayOfMonth: day, hour: Math.floor(minute / 60), minute: minute % 60 }],
    timezone: TIMEZONE,
  };
}

const monthNames = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

function timesOf(rhythm: Rhythm): NonNullable<Options['state']> {
  const times = rhythm.kind === 'once' ? 1 : 'times' in rhythm ? rhythm.times : undefined;
  return times === undefined ? {} : { remainingActions: times };
}

async function ensure(client: Client, options: Options): Promise<void> {
  const handle = client.schedule.getHandle(options.scheduleId);
  try {
    const { memo } = await handle.describe();
    if (memo?.['revision'] === options.memo?.['revision']) return;
    // A memo cannot be changed, so a schedule of another revision is made anew.
    await handle.delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error; // Another worker was faster.
  }
}

async function remove(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
