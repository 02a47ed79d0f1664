import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Named } from './people.ts';
import { rows } from './rows.ts';

/** Gives a person roles that count in the whole company. */
export async function grantRoles(db: Db, person: string, roles: readonly string[]): Promise<void> {
  await rows(
    db,
    `insert into person_role (person_id, role) select :person, role from unnest(cast(:roles as text[])) as role
     on conflict do nothing`,
    { person, roles },
  );
}

/** Makes a department that is not there yet. */
export async function ensureDepartment(db: Db, { id, name }: Named): Promise<void> {
  await rows(db, 'insert into department (id, name) values (:id, cast(:name as jsonb)) on conflict do nothing', {
    id,
    name: toJson(name),
  });
}
