import type { References } from '../engine/bpmn/xml/references.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { isGood } from './standing.ts';

/** What models may refer to in this company now, and who could do what: for lint to prove a model against. */
export async function readReferences(db: Db, at: Date): Promise<References> {
  const found = await row<References>(
    db,
    `select
       (${list('select id from form where current')}) as forms,
       (${list('select id from decision_definition where current')}) as decisions,
       (${list(clauses)}) as clauses,
       (${list('select id from duty')}) as duties,
       (${list('select id from entitlement')}) as permissions,
       (${list('select id from credential_type')}) as credentials,
       (${list('select key from process_definition where current')}) as processes,
       (${people('select duty_id, person_id from duty_holder')}) as holders,
       (${people(`select entitlement_id, person_id from entitlement_grant
          where valid_from <= :at and valid_to > :at and revoked_at is null`)}) as permitted,
       (${people(`select type_id, person_id from credential
          where valid_from <= :at and valid_to > :at and ${isGood}`)}) as credentialed`,
    { at },
  );
  if (!found) throw new Error('a query without a from clause gave no row');
  return found;
}

/** Those in force; of a policy that a company only begins with, those of its draft. */
const clauses = `select clause.id from clause join policy_version own using (policy_id, version)
  where status = 'in-force' or (status <> 'withdrawn' and not exists (
    select from policy_version other where other.policy_id = own.policy_id and other.status = 'in-force'))`;

const list = (ids: string) => `select coalesce(jsonb_agg(id), '[]') from (${ids}) found (id)`;

/** Key → ids of those at work who have it. */
const people = (pairs: string) => `
  select coalesce(jsonb_object_agg(key, persons), '{}') from (
    select key, jsonb_agg(distinct person_id) as persons from (${pairs}) pair (key, person_id)
      join person on person.id = person_id and active group by key) grouped`;

/** Keys of the current processes that carry a clause out, as a whole or in a step of theirs. */
export async function processesCarrying(db: Db, clause: string): Promise<readonly string[]> {
  const found = await rows<{ key: string }>(
    db,
    `select key from process_definition
     where current and exists (
       select from jsonb_path_query(model, '$.**.clauses[*]') named where named #>> '{}' = :clause)
     order by key`,
    { clause },
  );
  return found.map(({ key }) => key);
}
