import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Locale } from './localText.ts';
import { type Named, savePeople } from './people.ts';
import { rows } from './rows.ts';

/** A company as it is handed over whole: from the catalogue, from a file. */
export type Company = {
  readonly departments: readonly Named[];
  readonly positions: readonly Named[];
  readonly duties: readonly Named[];
  readonly permissions: readonly (Named & { readonly tier: number })[];
  readonly credentials: readonly Named[];
  readonly people: readonly Member[];
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
    await saveNamed(trx, 'credential_type', company.credentials);
    await saveEntitlements(trx, company);
    await saveMembers(trx, company);
    await saveHoldings(trx, company.people, issuedAt);
  });
}

async function saveNamed(db: Db, table: 'department' | 'duty' | 'credential_type', given: readonly Named[]) {
  await db(table)
    .insert(given.map(({ id, name }) => ({ id, name: toJson(name) })))
    .onConflict('id')
    .merge();
}

async function saveEntitlements(db: Db, { permissions }: Company): Promise<void> {
  await db('entitlement')
    .insert(permissions.map(({ id, name, tier }) => ({ id, name: toJson(name), tier })))
    .onConflict('id')
    .merge();
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
