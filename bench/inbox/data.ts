import type { Db } from '../../store/db.ts';
import { toJson } from '../../store/json.ts';

const DUTIES = 500;
const DUTIES_OF_A_PERSON = 5;
const CANDIDATES_OF_A_TASK = 3;
const PROCESSES = 20;
const DEPARTMENTS = 10;
const TASKS_OF_AN_INSTANCE = 10;
/** Seven of ten open tasks wait for somebody to claim them. */
const CLAIMED_OF_TEN = 3;

const filled = ['process_instance', 'task', 'task_candidate', 'duty_holder', 'person'] as const;

export type CompanySize = { readonly people: number; readonly tasks: number };

/**
 * A large company with many open tasks. Few duties have much to do and many have little, and more people hold the busy
 * ones: somebody in five duties sees some 33,000 of a million tasks.
 */
export async function fill(db: Db, size: CompanySize): Promise<void> {
  const indexes = await dropIndexes(db);
  await db.raw('alter table task drop constraint task_instance_id_fkey');
  await db.raw('select setseed(0.42)');
  await people(db, size);
  await work(db, size);
  for (const definition of indexes) await db.raw(definition);
  await db.raw('alter table task add foreign key (instance_id) references process_instance');
  for (const table of filled) await db.raw('vacuum (analyze) ??', [table]);
}

/** An index costs less to make at once than row by row. Those of primary keys stay. */
async function dropIndexes(db: Db): Promise<readonly string[]> {
  const { rows } = (await db.raw(
    `select indexname, indexdef from pg_indexes where tablename = any(?) and schemaname = 'public'
       and not exists (select from pg_constraint where conname = indexname)`,
    [[...filled]],
  )) as { readonly rows: readonly { readonly indexname: string; readonly indexdef: string }[] };
  for (const { indexname } of rows) await db.raw('drop index ??', [indexname]);
  return rows.map(({ indexdef }) => indexdef);
}

const name = toJson({ 'zh-CN': '名', en: 'Name' });

/** Small numbers often, large ones seldom. */
const skewed = (many: number) => `floor(${many} * random() * random())::integer`;

async function people(db: Db, { people: count }: CompanySize): Promise<void> {
  await db.raw(`insert into department (id, name) select 'dep' || n, ? from generate_series(0, ?) n`, [
    name,
    DEPARTMENTS - 1,
  ]);
  await db.raw(`insert into duty (id, name) select 'duty' || n, ? from generate_series(0, ?) n`, [name, DUTIES - 1]);
  await db.raw(
    `insert into person (id, name, department_id) select 'p' || n, ?, 'dep' || n % ? from generate_series(0, ?) n`,
    [name, DEPARTMENTS, count - 1],
  );
  await db.raw(
    `insert into duty_holder (person_id, duty_id, department_id)
     select 'p' || n, 'duty' || ${skewed(DUTIES)}, 'dep' || n % ? from generate_series(0, ?) n, generate_series(1, ?)
     on conflict do nothing`,
    [DEPARTMENTS, count - 1, DUTIES_OF_A_PERSON],
  );
}

async function work(db: Db, { people: count, tasks }: CompanySize): Promise<void> {
  await db.raw(
    `insert into process_definition (hash, key, version, name, model, xml)
     select 'h' || n, 'process' || n, 1, 'Process ' || n, '{}', '' from generate_series(0, ?) n`,
    [PROCESSES - 1],
  );
  await db.raw(
    `insert into process_instance (id, process_key, business_key, definition, title, started_by, department_id, status,
       sequence, digest, started_at)
     select 'process' || n % ? || '/' || n, 'process' || n % ?, n, 'h' || n % ?, 'Case ' || n, 'p' || n % ?,
       'dep' || n % ?, 'running', 0, '', now() - interval '1 second' * n
     from generate_series(0, ?) n`,
    [PROCESSES, PROCESSES, PROCESSES, count, DEPARTMENTS, Math.ceil(tasks / TASKS_OF_AN_INSTANCE) - 1],
  );
  await db.raw(
    `insert into task (id, instance_id, token, node, name, process_key, title, requester_id, assignee_id, candidates,
       due_at, opened_at, clauses, approval, variables)
     select instance.id || '|t' || n, instance.id, 't' || n, 'node' || n, 'Step ' || n, process_key, title, started_by,
       case when random() * 10 < ? then 'p' || floor(? * random())::integer end,
       array(select distinct 'duty:duty' || ${skewed(DUTIES)} from generate_series(1, ?) where n is not null),
       now() + interval '1 second' * floor(2000000 * random() - 200000), started_at, '{"POL-01#12.3"}', true, '{}'
     from process_instance instance, generate_series(1, ?) n`,
    [CLAIMED_OF_TEN, count, CANDIDATES_OF_A_TASK, TASKS_OF_AN_INSTANCE],
  );
  await db.raw(
    `insert into task_candidate (candidate, due_at, task_id, process_key)
     select unnest(candidates), due_at, id, process_key from task where assignee_id is null order by 1, 2`,
  );
}
