import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Locale, LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

export type Person = {
  readonly id: string;
  readonly name: LocalText;
  readonly department: string;
  readonly superior: string | null;
  readonly locale: Locale;
  readonly email: string | null;
  readonly position: LocalText | null;
  readonly active: boolean;
};

export type Named = { readonly id: string; readonly name: LocalText };
export type Held = { readonly role: string; readonly department: string | null };
export type HeldDuty = Named & { readonly department: string | null };

/** The columns of a person, for every query that answers with people. */
export const personColumns = `person.id, person.name, person.department_id as department, person.superior_id as superior,
  person.locale, person.email, person.position, person.active`;

export const findPerson = (db: Db, id: string) =>
  row<Person>(db, `select ${personColumns} from person where id = :id`, { id });

export const peopleByIds = (db: Db, ids: readonly string[]) =>
  rows<Person>(db, `select ${personColumns} from person where id = any(:ids)`, { ids });

export type PeopleSearch = { readonly words: string; readonly department?: string; readonly limit: number };

/** People at work whose id or name, in either language, contains the words. */
export async function searchPeople(db: Db, { words, department, limit }: PeopleSearch): Promise<Person[]> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return rows<Person>(
    db,
    `select ${personColumns} from person
     where active and (id ilike :pattern or name ->> 'zh-CN' ilike :pattern or name ->> 'en' ilike :pattern)
       and (cast(:department as text) is null or department_id = :department)
     order by id limit :limit`,
    { pattern, department, limit },
  );
}

/** The first superior upwards who is at work. */
export async function superiorOf(db: Db, person: string): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    db,
    `with recursive above as (
       select superior_id as id, 1 as height from person where id = :person
       union
       select person.superior_id, above.height + 1 from above join person on person.id = above.id
       where not person.active and above.height < 20
     )
     select person.id from above join person on person.id = above.id where person.active order by height limit 1`,
    { person },
  );
  return found?.id;
}

export const rolesOf = (db: Db, person: string) =>
  rows<Held>(db, 'select role, department_id as department from person_role where person_id = :person order by role', {
    person,
  });

export const dutiesOf = (db: Db, person: string) =>
  rows<HeldDuty>(
    db,
    `select duty.id, duty.name, duty_holder.department_id as department
     from duty_holder join duty on duty.id = duty_holder.duty_id where person_id = :person order by duty.id`,
    { person },
  );

export const departments = (db: Db) => rows<Named>(db, 'select id, name from department order by id');

export const dutyNames = (db: Db, ids: readonly string[]) =>
  rows<Named>(db, 'select id, name from duty where id = any(:ids)', { ids });

export async function insertPerson(db: Db, person: Person): Promise<void> {
  await savePeople(db, [person]);
}

/** Writes people as given, new ones and known ones. */
export async function savePeople(db: Db, people: readonly Person[]): Promise<void> {
  await rows(
    db,
    `insert into person (id, name, locale, department_id, superior_id, position, email, active)
     select id, name, locale, department, superior, position, email, active
     from jsonb_to_recordset(cast(:people as jsonb)) as given (id text, name jsonb, locale text, department text,
       superior text, position jsonb, email text, active boolean)
     on conflict (id) do update set name = excluded.name, department_id = excluded.department_id,
       superior_id = excluded.superior_id, position = excluded.position, email = excluded.email, active = excluded.active`,
    { people: toJson(people) },
  );
}

export async function setLocale(db: Db, person: string, locale: Locale): Promise<void> {
  await db('person').where({ id: person }).update({ locale });
}

export async function countPeople(db: Db): Promise<number> {
  const found = await row<{ count: number }>(db, 'select cast(count(*) as integer) as count from person');
  return found?.count ?? 0;
}
