import type { Db } from './db.ts';
import { type Named, type Person, personColumns } from './people.ts';
import { row, rows } from './rows.ts';

/** A candidate key that a person answers to: their own, or that of somebody they stand in for. */
export type CandidateKey = {
  readonly key: string;
  readonly onBehalfOf: string | null;
  readonly delegation: string | null;
};

/**
 * Common table expressions that end in `keys (key, "onBehalfOf", delegation)`: all candidate keys that the person `:person`
 * answers to at the moment `:at`. Whoever holds a duty company-wide holds it in each department.
 */
export const candidateKeys = `
  acting as (
    select id as person_id, cast(null as text) as behalf, cast(null as text) as delegation, cast(null as text) as duty_id
    from person where id = :person and active
    union all
    select from_person_id, from_person_id, delegation.id, duty_id
    from delegation join person on person.id = from_person_id and active
    where to_person_id = :person and valid_from <= :at and valid_to > :at
  ),
  held as (
    select behalf, delegation, duty_holder.duty_id, department_id
    from acting join duty_holder on duty_holder.person_id = acting.person_id
      and duty_holder.duty_id = coalesce(acting.duty_id, duty_holder.duty_id)
  ),
  keys as (
    select 'person:' || person_id as key, behalf as "onBehalfOf", delegation from acting where duty_id is null
    union select 'duty:' || duty_id, behalf, delegation from held
    union select 'duty:' || duty_id || '/' || department.id, behalf, delegation
      from held join department on department.id = coalesce(held.department_id, department.id)
  )`;

export const candidateKeysOf = (db: Db, person: string, at: Date) =>
  rows<CandidateKey>(db, `with ${candidateKeys} select * from keys order by "onBehalfOf" nulls first, key`, {
    person,
    at,
  });

export type StandingQuestion = {
  readonly person: string;
  /** Asked when the person says for whom they act; otherwise their own right comes first. */
  readonly onBehalfOf?: string;
  readonly candidates: readonly string[];
  readonly permission?: string | undefined;
  readonly credential?: string | undefined;
  readonly at: Date;
};

/** What gives a person the right to a task: each part is absent when they lack it (or when it was not asked for). */
export type Standing = {
  readonly candidate: CandidateKey | null;
  /** Id of the grant. Permission and credential are the actor's own: nobody lends them. */
  readonly permission: string | null;
  /** Id of the credential. */
  readonly credential: string | null;
};

/** Nothing holds what a person was granted back: a lapsed certificate, training that is overdue. */
export const isUsable = (person: string, entitlement: string) => `not exists (select from entitlement_suspension held
    where held.person_id = ${person} and held.entitlement_id = ${entitlement} and held.lifted_at is null)`;

/** A certificate that was renewed early is good until its own end; a revoked one is good for nothing. */
export const isGood = `status <> 'revoked' and suspended_at is null`;

const grantOf = `
  select id from entitlement_grant where person_id = :person and entitlement_id = :permission
    and valid_from <= :at and valid_to > :at and revoked_at is null and ${isUsable(':person', ':permission')}
  order by valid_to desc limit 1`;

const credentialOf = `
  select id from credential where person_id = :person and type_id = :credential
    and valid_from <= :at and valid_to > :at and ${isGood} order by valid_to desc limit 1`;

/** Asks, in one query, by what right a person may do what is before these candidates. */
export async function standing(db: Db, question: StandingQuestion): Promise<Standing> {
  const found = await row<Standing>(
    db,
    `with ${candidateKeys}
     select
       (select to_jsonb(keys) from keys where key = any(:candidates)
          and (cast(:onBehalfOf as text) is null or "onBehalfOf" = :onBehalfOf)
        order by "onBehalfOf" nulls first, key limit 1) as candidate,
       (${grantOf}) as permission, (${credentialOf}) as credential`,
    question,
  );
  if (!found) throw new Error('a query without a from clause gave no row');
  return found;
}

export type HolderQuestion = {
  readonly permission?: string | undefined;
  readonly credential?: string | undefined;
  readonly at: Date;
};

/** Everybody at work whom these candidate keys stand for, and who has what the task asks for. */
export const holdersOf = (db: Db, candidates: readonly string[], { permission, credential, at }: HolderQuestion) =>
  rows<Person>(
    db,
    `with asked as (
       select split_part(key, ':', 1) as kind, split_part(split_part(key, ':', 2), '/', 1) as id,
         nullif(split_part(key, '/', 2), '') as department from unnest(cast(:candidates as text[])) as key
     ),
     holders as (
       select id from asked where kind = 'person'
       union
       select person_id from asked join duty_holder on kind = 'duty' and duty_id = asked.id
         and (asked.department is null or department_id is null or department_id = asked.department)
     )
     select ${personColumns} from holders join person on person.id = holders.id and active
     where (cast(:permission as text) is null or exists (select from entitlement_grant
         where person_id = person.id and entitlement_id = :permission
           and valid_from <= :at and valid_to > :at and revoked_at is null)
         and ${isUsable('person.id', ':permission')})
       and (cast(:credential as text) is null or exists (select from credential
         where person_id = person.id and type_id = :credential and valid_from <= :at and valid_to > :at and ${isGood}))
     order by person.id`,
    { candidates, permission, credential, at },
  );

export async function permissionsOf(db: Db, person: string, at: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select distinct entitlement_id as id from entitlement_grant
     where person_id = :person and valid_from <= :at and valid_to > :at and revoked_at is null
       and ${isUsable(':person', 'entitlement_grant.entitlement_id')} order by 1`,
    { person, at },
  );
  return found.map(({ id }) => id);
}

export async function credentialsOf(db: Db, person: string, at: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select distinct type_id as id from credential
     where person_id = :person and valid_from <= :at and valid_to > :at and ${isGood} order by 1`,
    { person, at },
  );
  return found.map(({ id }) => id);
}

type Requirements = { readonly permission: Named | null; readonly credential: Named | null };

/** What a task asks whoever does it to hold, by name. */
export async function requirementsOf(
  db: Db,
  task: { readonly permission: string | null; readonly credential: string | null },
): Promise<Requirements> {
  const found = await row<Requirements>(
    db,
    `select (select jsonb_build_object('id', id, 'name', name) from entitlement where id = :permission) as permission,
       (select jsonb_build_object('id', id, 'name', name) from credential_type where id = :credential) as credential`,
    task,
  );
  return found ?? { permission: null, credential: null };
}
