import { confidentialProcesses } from '../../domain/confidential.ts';
import type { Db } from '../db.ts';
import { toJson } from '../json.ts';
import type { LocalText } from '../localText.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import type { Named } from '../people.ts';
import { rows } from '../rows.ts';
import { type CaseSight, notHidden } from './caseRole.ts';
import type { Scope } from './instances.ts';
import { type PersonRef, personRef } from './taskRow.ts';

/** Whose months these are: those of the company's zone. */
const ZONE = 'Asia/Shanghai';
const GROUPS_MAX = 200;

/** What was measured of one task. */
export type StepFactOfTask = {
  readonly waitingMs: number;
  readonly workingMs: number;
  readonly round: number;
  readonly reworked: boolean;
};

const figure = (sql: string) => `cast(${sql} as double precision)`;
const isReworked = `exists (select from step_fact later where later.instance_id = fact.instance_id
  and later.token = fact.token and later.entry = 1)`;

/** What was measured of the tasks of an instance, by token. */
export async function factsOfInstance(db: Db, instance: string): Promise<ReadonlyMap<string, StepFactOfTask>> {
  const found = await rows<StepFactOfTask & { readonly token: string }>(
    db,
    `select token, ${figure('waiting_ms')} as "waitingMs", ${figure('working_ms')} as "workingMs", round,
       ${isReworked} as reworked
     from step_fact fact where instance_id = :instance and entry = 0 and kind = 'human'`,
    { instance },
  );
  return new Map(found.map(({ token, ...fact }) => [token, fact]));
}

/** Finished steps of some months, as far as somebody may see them. */
export type FactsQuery = {
  readonly scope: Scope;
  /** Absent: no violation cases. */
  readonly sight?: CaseSight;
  /** "2026-11", both included. */
  readonly from: string;
  readonly to: string;
  readonly process?: string | undefined;
  readonly node?: string | undefined;
  readonly person?: string | undefined;
  readonly duty?: string | undefined;
  readonly department?: string | undefined;
  /** Absent: of people. What machines do is nobody's: it is in the figures of those who see all. */
  readonly steps?: StepsBy | undefined;
};

/** Whose steps. */
export type StepsBy = 'human' | 'machine' | 'all';

const filters = {
  process: 'process_key = :process',
  node: 'node = :node',
  person: 'person_id = :person',
  duty: 'duty_id = :duty',
  department: 'department_id = :department',
} as const;

type FilterName = keyof typeof filters;
const filterNames = Object.keys(filters) as FilterName[];

const monthBegins = (month: string) => `(cast(cast(:${month} as text) || '-01' as timestamp) at time zone '${ZONE}')`;
const monthEnds = (month: string) =>
  `((cast(cast(:${month} as text) || '-01' as timestamp) + interval '1 month') at time zone '${ZONE}')`;

function conditions(query: FactsQuery): string {
  const wanted = filterNames.filter((name) => query[name] !== undefined).map((name) => `and ${filters[name]}`);
  return `${doers[query.steps ?? 'human']} and closed_at >= ${monthBegins('from')} and closed_at < ${monthEnds('to')} ${wanted.join(' ')}
    ${notHidden(query.sight, 'fact.instance_id', 'process_key')}`;
}

const doers: { readonly [K in StepsBy]: string } = { human: `kind = 'human'`, machine: `kind <> 'human'`, all: 'true' };

function bindingsOf({ scope, sight, ...query }: FactsQuery) {
  return {
    ...query,
    viewer: sight?.viewer,
    hidden: confidentialProcesses,
    ...(scope.kind === 'all' ? {} : { own: scope.person }),
    ...(scope.kind === 'departments' ? { departments: scope.departments } : {}),
  };
}

const scopes: { readonly [K in Scope['kind']]: string } = {
  all: 'true',
  person: 'person_id = :own',
  departments: '(department_id = any(cast(:departments as text[])) or person_id = :own)',
};

/** What figures are added up by: what names a group, and where its name is found. */
const groupings = {
  month: { key: `to_char(closed_at at time zone '${ZONE}', 'YYYY-MM')`, name: undefined },
  person: { key: 'person_id', name: 'person' },
  duty: { key: 'duty_id', name: 'duty' },
  department: { key: 'department_id', name: 'department' },
  process: { key: 'process_key', name: undefined },
  node: { key: `process_key || '/' || node`, name: undefined },
} as const;

export type Grouping = keyof typeof groupings;

export type Figures = {
  readonly steps: number;
  readonly due: number;
  readonly onTime: number;
  readonly produced: number;
  readonly reworked: number;
  readonly again: number;
  readonly waitingMs: number;
  readonly workingMs: number;
};

/** Key and name are null where a step has none of it; the name, too, where the catalog knows it. */
export type Group = Figures & { readonly key: string | null; readonly name: LocalText | null };
export type Groups = { readonly groups: readonly Group[]; readonly total: Figures; readonly isPart: boolean };

const sums = Object.entries({
  steps: 'steps',
  due: 'due',
  onTime: 'on_time',
  produced: 'produced',
  reworked: 'reworked',
  again: 'again',
  waitingMs: 'waiting_ms',
  workingMs: 'working_ms',
})
  .map(([name, column]) => `${figure(`coalesce(sum(${column}), 0)`)} as "${name}"`)
  .join(', ');

/** Figures by group, those with most steps first, months in their order; and all together. */
export async function stepGroups(db: Db, query: FactsQuery & { readonly by: Grouping }): Promise<Groups> {
  const { key, name } = groupings[query.by];
  const order = query.by === 'month' ? 'key' : 'steps desc, key';
  const found = await rows<Group & { readonly isTotal: boolean }>(
    db,
    `with grouped as materialized (
       select key, grouping(key) = 1 as "isTotal", ${sums}
       from (select ${key} as key, fact.* from step_fact fact where ${scopes[query.scope.kind]} and ${conditions(query)}) fact
       group by grouping sets ((key), ())
     )
     select grouped.*, ${name === undefined ? 'null' : 'named.name'} as name
     from grouped ${name === undefined ? '' : `left join ${name} named on named.id = grouped.key`}
     order by "isTotal" desc, ${order} limit :count`,
    { ...bindingsOf(query), count: GROUPS_MAX + 2 },
  );
  const [total, ...groups] = found;
  if (!total) throw new Error('a sum over nothing gave no row');
  return { groups: groups.slice(0, GROUPS_MAX), total, isPart: groups.length > GROUPS_MAX };
}

export type FinishedStepRow = StepFactOfTask & {
  readonly task: string;
  readonly instanceId: string;
  readonly process: string;
  readonly processName: string;
  readonly version: number;
  readonly node: string;
  readonly name: string;
  readonly person: PersonRef;
  readonly onBehalfOf: PersonRef | null;
  readonly duty: Named | null;
  readonly department: Named | null;
  readonly outcome: 'completed' | 'approved' | 'rejected' | 'returned';
  readonly openedAt: Date;
  readonly claimedAt: Date | null;
  readonly closedAt: Date;
  readonly dueAt: Date | null;
  readonly isOnTime: boolean;
  readonly isProduced: boolean;
};

const taskId = `instance_id || '|' || token`;
const latest = `order by closed_at desc, (${taskId}) desc limit :count`;

/** Finished steps one by one, the latest first. */
export async function finishedStepsPage(
  db: Db,
  query: FactsQuery & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<FinishedStepRow>> {
  const { cursor, limit, ...wanted } = query;
  const after = readCursor(cursor);
  const filter = `entry = 0 and ${conditions(query)}
    ${after ? `and (closed_at, ${taskId}) < (cast(:after as timestamptz), :afterId)` : ''}`;
  const found = await rows<FinishedStepRow & Cursor & { readonly id: string }>(
    db,
    `with page as materialized (select * from (${branches(query.scope, filter)}) seen ${latest})
     select fact.instance_id || '|' || fact.token as id, fact.instance_id || '|' || fact.token as task,
       fact.instance_id as "instanceId",
       fact.process_key as process, definition.name as "processName", fact.version, fact.node, task.name,
       ${personRef('doer')} as person, ${personRef('behalf')} as "onBehalfOf", ${named('duty')} as duty, ${named('department')} as department, outcome,
       fact.opened_at as "openedAt", fact.claimed_at as "claimedAt", fact.closed_at as "closedAt",
       fact.due_at as "dueAt", ${figure('waiting_ms')} as "waitingMs", ${figure('working_ms')} as "workingMs", round,
       on_time = 1 as "isOnTime", produced = 1 as "isProduced", ${isReworked} as reworked,
       ${cursorMoment('fact.closed_at')} as at
     from page fact join process_definition definition
         on definition.key = fact.process_key and definition.version = fact.version
       join task on task.id = fact.instance_id || '|' || fact.token
       join person doer on doer.id = fact.person_id left join person behalf on behalf.id = fact.on_behalf_of
       left join duty on duty.id = fact.duty_id left join department on department.id = fact.department_id
     order by fact.closed_at desc, id desc`,
    { ...bindingsOf(wanted), after: after?.at, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, id: _id, ...step }) => step);
}

const named = (table: string) =>
  `case when ${table}.id is not null then jsonb_build_object('id', ${table}.id, 'name', ${table}.name) end`;

/** Each part of the scope is an ordered branch over an index of its own. */
function branches(scope: Scope, filter: string): string {
  const branch = (condition: string) => `(select * from step_fact fact where ${condition} and ${filter} ${latest})`;
  if (scope.kind !== 'departments') return branch(scopes[scope.kind]);
  return `select found.* from unnest(cast(:departments as text[])) as wanted
      cross join lateral ${branch('department_id = wanted')} found
    union ${branch('person_id = :own')}`;
}

/** One step's figures of a month by outcome, as indicators are made of. */
export type StepMonth = Figures & {
  readonly process: string;
  readonly node: string;
  readonly outcome: string;
  readonly month: string;
};

/** The steps of some processes by month. */
export const stepMonths = (db: Db, query: { from: string; to: string; processes: readonly string[] }) =>
  rows<StepMonth>(
    db,
    `select process_key as process, node, outcome, ${groupings.month.key} as month, ${sums} from step_fact
     where process_key = any(:processes) and closed_at >= ${monthBegins('from')} and closed_at < ${monthEnds('to')}
     group by process_key, node, outcome, month`,
    query,
  );

/** What to look for in the instances of a process; what is left out does not matter. */
export type InstanceQuestion = {
  readonly id: string;
  readonly kind: 'with' | 'without' | 'reached' | 'meanDuration';
  readonly process: string;
  readonly node?: string;
  readonly limitMs?: number;
};

/** What came of a question in a month: how many instances, how many it is true of, how long they took altogether. */
export type InstanceMonth = {
  readonly id: string;
  readonly month: string;
  readonly cases: number;
  readonly hits: number;
  readonly totalMs: number;
};

/** Instances that came to their own end, and those that reached a step, by month. */
export const instanceMonths = (
  db: Db,
  { questions, ...months }: { from: string; to: string; questions: readonly InstanceQuestion[] },
) =>
  rows<InstanceMonth>(
    db,
    `select wanted.id, to_char(found.at at time zone '${ZONE}', 'YYYY-MM') as month,
       cast(count(*) as integer) as cases, cast(count(*) filter (where hit) as integer) as hits,
       ${figure('extract(epoch from sum(took)) * 1000')} as "totalMs"
     from jsonb_to_recordset(cast(:questions as jsonb))
         as wanted (id text, kind text, process text, node text, "limitMs" double precision)
       cross join lateral (
         select ended_at as at, ended_at - started_at as took, (wanted.kind = 'with') = ((
             select true from task where task.instance_id = instance.id and task.node = wanted.node limit 1
           ) is not null) as hit
         from process_instance instance
         where wanted.kind <> 'reached' and process_key = wanted.process and status = 'completed' and ended_at is not null
           and ended_at >= ${monthBegins('from')} and ended_at < ${monthEnds('to')}
         union all
         select closed_at, closed_at - started_at,
           closed_at - started_at <= "limitMs" * interval '1 millisecond'
         from step_fact fact join process_instance instance on instance.id = fact.instance_id
         where wanted.kind = 'reached' and fact.process_key = wanted.process and fact.node = wanted.node
           and entry = 0 and round = 1
           and closed_at >= ${monthBegins('from')} and closed_at < ${monthEnds('to')}
       ) found
     group by wanted.id, month`,
    { ...months, questions: toJson(questions) },
  );
