import { type WorkingCalendar, workingMs } from '../domain/calendar.ts';
import { type FinishedStep, measureStep, plainSpan, type Span, type StepOutcome } from '../domain/stepFacts.ts';
import { moment, overRows, type Write } from './records/statement.ts';
import type { TaskAfter } from './records/tasks.ts';
import type { StepsRecord, Work } from './stepsRecord.ts';

/**
 * The facts of the steps that people and machines finished in a record, and a correction of each earlier one whose step is
 * opened again, or done again by a machine. Department, version and round are looked up where they are written, so this needs no round trip of its own.
 */
export function factWrites(
  record: StepsRecord,
  tasks: readonly TaskAfter[],
  calendars: readonly WorkingCalendar[],
): readonly Write[] {
  const opened = tasks.filter(({ fate }) => fate.opened);
  const finished = tasks.flatMap((task) => finishedOf(task));
  const facts = finished.flatMap(({ task, step, by, onBehalfOf }) => {
    const measure = measureStep(step, spanOf(task, calendars));
    const fact = {
      token: task.token,
      node: task.node,
      kind: 'human',
      many: task.many,
      by,
      onBehalfOf,
      duty: task.duty,
      ...moments(step),
      ...measure,
    };
    const isOpenedAgain = measure.produced === 1 && !task.many && opened.some(({ node }) => node === task.node);
    return isOpenedAgain
      ? [
          { entry: 0, ...fact },
          { entry: 1, ...fact },
        ]
      : [{ entry: 0, ...fact }];
  });
  const work = record.work ?? [];
  const nodes = [...opened, ...work].map(({ node }) => node);
  return together([...done(record, [...facts, ...work.map(factOf)]), ...again(record, nodes)]);
}

/** A machine waits for a worker, and works from when one has begun. Of what failed nobody knows when that was. */
function factOf({ id, node, kind, outcome, askedAt, beganAt = askedAt, endedAt }: Work) {
  const step = { openedAt: askedAt, claimedAt: beganAt, closedAt: endedAt, outcome };
  return { entry: 0, token: id, node, kind, ...moments(step), ...measureStep(step) };
}

type Finished = {
  readonly task: TaskAfter;
  readonly step: FinishedStep;
  readonly by: string;
  readonly onBehalfOf: string | undefined;
};

const outcomes: ReadonlySet<string> = new Set<StepOutcome>(['completed', 'approved', 'rejected', 'returned']);

/** What a person finished; a task that was withdrawn is nobody's step. */
function finishedOf(task: TaskAfter): readonly Finished[] {
  const { closed } = task.fate;
  if (closed?.by === undefined || !outcomes.has(closed.outcome)) return [];
  const step: FinishedStep = {
    openedAt: Date.parse(task.openedAt),
    closedAt: closed.at,
    outcome: closed.outcome as StepOutcome,
    ...(task.claimedAt === null ? {} : { claimedAt: Date.parse(task.claimedAt) }),
    ...(task.dueAt === 'infinity' ? {} : { dueAt: Date.parse(task.dueAt) }),
  };
  return [{ task, step, by: closed.by, onBehalfOf: closed.onBehalfOf }];
}

function moments({ openedAt, claimedAt, closedAt, dueAt, outcome }: FinishedStep) {
  return {
    outcome,
    openedAt: moment(openedAt),
    claimedAt: claimedAt === undefined ? null : moment(claimedAt),
    closedAt: moment(closedAt),
    dueAt: dueAt === undefined ? null : moment(dueAt),
  };
}

function spanOf({ calendar }: TaskAfter, calendars: readonly WorkingCalendar[]): Span {
  const known = calendars.find(({ name }) => name === calendar);
  return known ? (from, to) => workingMs(known, from, to) : plainSpan;
}

const columns = `instance_id, token, entry, process_key, version, node, kind, person_id, on_behalf_of, duty_id, department_id,
  outcome, opened_at, claimed_at, closed_at, due_at, round, steps, due, on_time, produced, reworked, again, waiting_ms,
  working_ms`;

/** Both in one statement: what is opened for writing costs more than what is written. */
function together(parts: readonly Write[]): readonly Write[] {
  if (parts.length === 0) return [];
  return [
    {
      sql: `insert into step_fact (${columns}) ${parts.map(({ sql }) => sql).join(' union all ')} on conflict do nothing`,
      bindings: parts.flatMap(({ bindings }) => bindings),
    },
  ];
}

function done({ instanceId, processKey, definition }: StepsRecord, facts: readonly object[]): readonly Write[] {
  return overRows(
    facts.map((fact) => ({ instanceId, processKey, definition, ...fact })),
    `"instanceId" text, "processKey" text, definition text, token text, entry smallint, node text, kind text, many boolean,
     by text, "onBehalfOf" text, duty text, outcome text, "openedAt" timestamptz, "claimedAt" timestamptz,
     "closedAt" timestamptz, "dueAt" timestamptz, due smallint, "onTime" smallint, produced smallint,
     "waitingMs" bigint, "workingMs" bigint`,
    (given) => `select "instanceId", token, entry, "processKey",
        (select version from process_definition where hash = given.definition), node, given.kind, by, "onBehalfOf", duty,
        (select department_id from person where id = by), outcome, "openedAt", "claimedAt", "closedAt", "dueAt",
        round, ${onlyDone('1')}, ${onlyDone('due')}, ${onlyDone('"onTime"')}, ${onlyDone('produced')}, entry,
        ${onlyDone('cast(round > 1 as integer)')}, ${onlyDone('"waitingMs"')}, ${onlyDone('"workingMs"')}
      from ${given} cross join lateral (
        select coalesce(max(before.round), 0) + 1 as round from step_fact before
        where before.instance_id = given."instanceId" and before.node = given.node and entry = 0
          and before.closed_at <= given."openedAt" and not coalesce(given.many,
            (select step.many from process_step_kind step
             where step.definition = given.definition and step.node = given.node), false)) earlier`,
  );
}

/** Nothing but that it was done again is counted a second time. */
const onlyDone = (figure: string) => `case when given.entry = 0 then ${figure} else 0 end`;

/** Earlier results of a step that is opened again did not pass; what is done many times side by side does not count. */
function again({ instanceId, definition }: StepsRecord, nodes: readonly string[]): readonly Write[] {
  if (nodes.length === 0) return [];
  return [
    {
      sql: `select fact.instance_id, fact.token, 1, process_key, version, fact.node, kind, person_id, on_behalf_of, duty_id,
          department_id, outcome, opened_at, claimed_at, closed_at, due_at, round, 0, 0, 0, 0, 1, 0, 0, 0
        from step_fact fact where fact.instance_id = ? and entry = 0 and produced = 1
          and fact.node = any(cast(? as text[]))
          and not coalesce((select many from process_step_kind step
            where step.definition = ? and step.node = fact.node), false)`,
      bindings: [instanceId, [...nodes], definition],
    },
  ];
}
