import type { Establishment, Staff, StaffChange } from '../domain/people.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { rows } from './rows.ts';

const roles: ReadonlySet<string> = new Set([
  ...['officer', 'manager', 'operator', 'hr', 'legal', 'worker-representative', 'ops', 'auditor', 'administrator'],
]);

/** Everybody, and all that a list of people may name. */
export async function establishment(db: Db): Promise<Establishment> {
  const [people, departments, positions, duties, conflicts] = await Promise.all([
    rows<Staff>(
      db,
      `select id, name ->> 'zh-CN' as name, name ->> 'en' as "nameEn", email, locale, department_id as department,
         position_id as position, superior_id as superior, active from person`,
    ),
    idsOf(db, 'department'),
    idsOf(db, 'position'),
    idsOf(db, 'duty'),
    rows<{ duties: string[] }>(db, 'select duties from duty_conflict order by duties'),
  ]);
  return {
    people: new Map(people.map((it) => [it.id, it])),
    departments,
    positions,
    duties,
    roles,
    conflicts: conflicts.map((it) => it.duties),
  };
}

async function idsOf(db: Db, table: 'department' | 'position' | 'duty'): Promise<ReadonlySet<string>> {
  const found: { id: string }[] = await db(table).select('id');
  return new Set(found.map(({ id }) => id));
}

export type StaffWrite = {
  readonly changes: readonly StaffChange[];
  readonly before: Establishment['people'];
  readonly by: string;
  readonly at: Date;
  readonly reason?: string | undefined;
};

/** Carries a plan out, with its evidence: one transaction is the caller's business. */
export async function applyStaff(db: Db, { changes, before, by, at, reason }: StaffWrite): Promise<void> {
  const real = changes.filter(
    ({ kind, row }) => kind !== 'same' || row.roles !== undefined || row.duties !== undefined,
  );
  if (real.length === 0) return;
  await savePersons(db, real);
  const ended = real.filter(({ kind }) => kind === 'move' || kind === 'leave').map(({ after }) => after.id);
  await endPosts(db, ended, at);
  await endAccess(
    db,
    real.filter(({ kind }) => kind === 'leave').map(({ after }) => after.id),
  );
  await setHoldings(db, real);
  await appendAudit(
    db,
    real.map(({ kind, after, row }) => ({
      actor: by,
      action: `staff-${kind}`,
      subjectKind: 'person',
      subject: after.id,
      before: before.get(after.id),
      after: { ...after, roles: row.roles, duties: row.duties, reason },
    })),
  );
}

async function savePersons(db: Db, changes: readonly StaffChange[]): Promise<void> {
  const people = changes.map(({ after }) => ({ ...after, name: { 'zh-CN': after.name, en: after.nameEn } }));
  await rows(
    db,
    `insert into person (id, name, locale, department_id, superior_id, position_id, position, email, active)
     select given.id, given.name, locale, department, superior, given.position, position.name, email, active
     from jsonb_to_recordset(cast(:people as jsonb)) as given (id text, name jsonb, locale text, department text,
       superior text, position text, email text, active boolean)
       left join position on position.id = given.position
     on conflict (id) do update set name = excluded.name, locale = excluded.locale,
       department_id = excluded.department_id, superior_id = excluded.superior_id, position_id = excluded.position_id,
       position = excluded.position, email = excluded.email, active = excluded.active`,
    { people: toJson(people) },
  );
}

/** What belongs to a post ends with it: duties, permissions, and what was delegated. */
async function endPosts(db: Db, people: readonly string[], at: Date): Promise<void> {
  if (people.length === 0) return;
  await rows(
    db,
    `with duties as (delete from duty_holder where person_id = any(:people)),
     permissions as (
       update entitlement_grant set revoked_at = :at where person_id = any(:people) and revoked_at is null
     )
     update delegation set valid_to = greatest(:at, valid_from)
     where (from_person_id = any(:people) or to_person_id = any(:people)) and valid_to > :at`,
    { people, at },
  );
}

/** Whoever has left is out at once: no account, no open session, no role. */
async function endAccess(db: Db, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await rows(
    db,
    `with accounts as (update account set disabled = true where person_id = any(:people)),
     links as (delete from one_time_link where person_id = any(:people) and used_at is null),
     roles as (delete from person_role where person_id = any(:people))
     delete from session where sess ->> 'personId' = any(:people)`,
    { people },
  );
}

/** Makes roles and company-wide or departmental duties those of the list, for whoever the list names them. */
async function setHoldings(db: Db, changes: readonly StaffChange[]): Promise<void> {
  const staying = changes.filter(({ after }) => after.active);
  const given = (list: readonly StaffChange[], field: 'roles' | 'duties') =>
    toJson(
      list.flatMap(({ row, after }) =>
        row[field] ? [{ id: after.id, department: after.department, held: row[field] }] : [],
      ),
    );
  const holders = 'jsonb_to_recordset(cast(:given as jsonb)) as given (id text, department text, held text[])';
  await rows(
    db,
    `with given as (select * from ${holders}),
     gone as (
       delete from person_role using given where person_id = given.id and not role = any(held)
     )
     insert into person_role (person_id, role) select id, unnest(held) from given on conflict do nothing`,
    { given: given(staying, 'roles') },
  );
  await rows(
    db,
    `with given as (select * from ${holders}),
     gone as (
       delete from duty_holder using given where person_id = given.id and not duty_id = any(held)
     )
     insert into duty_holder (person_id, duty_id, department_id)
     select id, unnest(held), department from given on conflict do nothing`,
    { given: given(staying, 'duties') },
  );
}

/** Open tasks that these people hold, in order of their ids. */
export const tasksHeldBy = (
  db: Db,
  people: readonly string[],
  { after, limit }: { readonly after: string; readonly limit: number },
) =>
  rows<{ id: string; holder: string }>(
    db,
    `select id, assignee_id as holder from task where status = 'open' and assignee_id = any(:people) and id > :after
     order by id limit :limit`,
    { people, after, limit },
  );
