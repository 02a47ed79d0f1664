import type { Db } from '../db.ts';
import type { Locale } from '../localText.ts';
import type { Held } from '../people.ts';
import { row } from '../rows.ts';

export type ActorRow = {
  readonly id: string;
  readonly department: string;
  readonly locale: Locale;
  readonly roles: readonly Held[];
};

/** Somebody at work whose account, if they have one, is not disabled. */
export const findActor = (db: Db, person: string) =>
  row<ActorRow>(
    db,
    `select person.id, department_id as department, locale,
       coalesce((select jsonb_agg(jsonb_build_object('role', role, 'department', person_role.department_id))
         from person_role where person_id = person.id), '[]') as roles
     from person left join account on account.person_id = person.id
     where person.id = :person and active and not coalesce(account.disabled, false)`,
    { person },
  );
