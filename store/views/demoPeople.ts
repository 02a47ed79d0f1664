import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { rows } from '../rows.ts';

export type DemoPerson = {
  readonly id: string;
  readonly name: LocalText;
  readonly department: LocalText | null;
  readonly duties: LocalText[];
  readonly roles: string[];
};

/** Everybody at work with what they do, department by department: whom one may play in the demo. */
export const demoPeople = (db: Db) =>
  rows<DemoPerson>(
    db,
    `select person.id, person.name, department.name as department,
       coalesce((select jsonb_agg(duty.name order by duty.id) from duty_holder join duty on duty.id = duty_id
         where person_id = person.id), '[]') as duties,
       coalesce((select jsonb_agg(distinct role) from person_role where person_id = person.id), '[]') as roles
     from person left join department on department.id = person.department_id
     where person.active order by department.id, person.superior_id nulls first, person.id`,
  );
