import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Locale, LocalText } from './localText.ts';
import { type Named, savePeople } from './people.ts';
import { rows } from './rows.ts';

/** A company as it is handed over whole: from the catalogue, from a file. */
export type Company = {
  readonly departments: readonly Named[];
  readonly positions: readonly (Named & { readonly department?: string })[];
  readonly duties: readonly Named[];
  readonly permissions: readonly (Named & { readonly tier: number })[];
  readonly credentials: readonly CredentialKind[];
  /** Duties of which nobody may hold two, and why. */
  readonly conflicts: readonly { readonly duties: readonly string[]; readonly reason: LocalText }[];
  readonly people: readonly Member[];
};

/** A kind of certificate: how long it is good for, what it unlocks, and the policy whose training earns it. */
export type CredentialKind = Named & {
  readonly validMonths: number;
  readonly unlocks?: readonly string[];
  readonly policy?: string;
};

export type Member = Named & {
  readonly email: string;
  readonly locale: Locale;
  readonly department: string;
  readonly position: string;
  readonly superior?: string;
  readonly roles: readonly string[];
  readonly duties: readonly string[];
  readonly permissions: readonly string[];
  readonly credentials: readonly { readonly id: string; readonly validUntil: string }[];
};

/**
 * Writes a company down, in one transaction. Names follow the source; what people hold is only added to: what was taken
 * from somebody since does not come back.
 */
export async function saveCompany(db: Db, company: Company, issuedAt: Date): Promise<void> {
  await db.transaction(async (trx) => {
    await saveNamed(trx, 'department', company.departments);
    await saveNamed(trx, 'duty', company.duties);
    await saveConflicts(trx, company);
    await savePositions(trx, company);
    await saveEntitlements(trx, company);
    await saveCredentialKinds(trx, company);
    await saveMembers(trx, company);
    await saveHoldings(trx, company.people, issuedAt);
  });
}

async function saveNamed(db: Db, table: 'department' | 'duty', given: readonly Named[]) {
  await db(table)
    .insert(given.map(({ id, name }) => ({ id, name: toJson(name) })))
    .onConflict('id')
    .merge();
}

async function saveConflicts(db: Db, { conflicts }: Company): Promise<void> {
  if (conflicts.length === 0) return;
  await db('duty_conflict')
    .insert(conflicts.map(({ duties, reason }) => ({ duties: [...duties], reason: toJson(reason) })))
    .onConflict('duties')
    .merge();
}

async function saveEntitlements(db: Db, { permissions }: Company): Promise<void> {
  await db('entitlement')
    .insert(permissions.map(({ id, name, tier }) => ({ id, name: toJson(name), tier })))
    .onConflict('id')
    .merge();
}

async function savePositions(db: Db, { positions }: Company): Promise<void> {
  await db('position')
    .insert(
      positions.map(({ id, name, department }) => ({ id, name: toJson(name), department_id: department ?? null })),
    )
    .onConflict('id')
    .merge();
}

async function saveCredentialKinds(db: Db, { credentials }: Company): Promise<void> {
  await db('credential_type')
    .insert(
      credentials.map(({ id, name, validMonths, policy }) => ({
        id,
        name: toJson(name),
        valid_months: validMonths,
        policy_id: policy ?? null,
      })),
    )
    .onConflict('id')
    .merge();
  const unlocks = credentials.flatMap(({ id, unlocks: opened = [] }) =>
    opened.map((entitlement) => ({ type_id: id, entitlement_id: entitlement })),
  );
  if (unlocks.length > 0) await db('credential_unlock').insert(unlocks).onConflict().ignore();
}

async function saveMembers(db: Db, { people, positions }: Company): Promise<void> {
  const names = new Map(positions.map(({ id, name }) => [id, name]));
  await savePeople(
    db,
    people.map((person) => ({
      ...person,
      superior: person.superior ?? null,
      position: names.get(person.position) ?? null,
      active: true,
    })),
  );
  await rows(
    db,
    `update person set position_id = given.position
     from jsonb_to_recordset(cast(:people as jsonb)) as given (id text, position text)
       join position on position.id = given.position
     where person.id = given.id and position_id is distinct from given.position`,
    { people: toJson(people.map(({ id, position }) => ({ id, position }))) },
  );
}

async function saveHoldings(db: Db, people: readonly Member[], issuedAt: Date): Promise<void> {
  await rows(
    db,
    `with given as (
       select * from jsonb_to_recordset(cast(:people as jsonb)) as given (id text, department text, roles text[],
         duties text[], permissions text[], credentials jsonb)
     ),
     roles as (
       insert into person_role (person_id, role) select id, unnest(roles) from given on conflict do nothing
     ),
     duties as (
       insert into duty_holder (person_id, duty_id, department_id)
       select id, unnest(duties), department from given on conflict do nothing
     ),
     permissions as (
       insert into entitlement_grant (id, entitlement_id, person_id, valid_from)
       select id || '/' || permission, permission, id, :issuedAt from given, unnest(permissions) permission
       on conflict do nothing
     )
     insert into credential (id, type_id, person_id, valid_from, valid_to)
     select given.id || '/' || held.id, held.id, given.id, :issuedAt, held."validUntil"
     from given, jsonb_to_recordset(given.credentials) as held (id text, "validUntil" timestamptz)
     on conflict do nothing`,
    { people: toJson(people), issuedAt },
  );
}
