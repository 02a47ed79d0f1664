import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { type Cursor, type Page, readCursor, toPage } from '../page.ts';
import type { Named } from '../people.ts';
import { row, rows } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type StaffMember = {
  readonly id: string;
  readonly name: LocalText;
  readonly email: string | null;
  readonly department: Named;
  readonly position: LocalText | null;
  readonly superior: PersonRef | null;
  readonly active: boolean;
};

const columns = `person.id, person.name, person.email, person.position, person.active,
  jsonb_build_object('id', department.id, 'name', department.name) as department, ${personRef('superior')} as superior`;
const joins = `join department on department.id = person.department_id
  left join person superior on superior.id = person.superior_id`;

export type StaffQuery = {
  readonly words: string;
  readonly department?: string | undefined;
  /** Those who have left instead of those who are here. */
  readonly left: boolean;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** A page of the company's people, by id. */
export async function staffPage(db: Db, query: StaffQuery): Promise<Page<StaffMember>> {
  const { words, department, left, cursor, limit } = query;
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const after = readCursor(cursor);
  const found = await rows<StaffMember & Cursor>(
    db,
    `select ${columns}, 'infinity' as at from person ${joins}
     where person.active = :active
       ${after ? 'and person.id > :after' : ''}
       ${department === undefined ? '' : 'and person.department_id = :department'}
       and (person.id ilike :pattern or person.name ->> 'zh-CN' ilike :pattern or person.name ->> 'en' ilike :pattern)
     order by person.id limit :count`,
    { active: !left, after: after?.id, department, pattern, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...member }) => member);
}

export const findStaffMember = (db: Db, id: string) =>
  row<StaffMember>(db, `select ${columns} from person ${joins} where person.id = :id`, { id });

/** Who reports to a person, by id. */
export const reportsOf = (db: Db, id: string, limit: number) =>
  rows<PersonRef>(
    db,
    `select id, name, department_id as department from person
     where superior_id = :id and active order by id limit :limit`,
    { id, limit },
  );

/** The permissions a person holds at a moment, by name. */
export const permissionsHeld = (db: Db, person: string, at: Date) =>
  rows<Named>(
    db,
    `select distinct entitlement.id, entitlement.name
     from entitlement_grant grant_ join entitlement on entitlement.id = entitlement_id
     where person_id = :person and valid_from <= :at and valid_to > :at and revoked_at is null order by entitlement.id`,
    { person, at },
  );

export const positions = (db: Db) => rows<Named>(db, 'select id, name from position order by id');
