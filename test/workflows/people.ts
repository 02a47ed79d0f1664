import type { Knex } from 'knex';
import { savePeople } from '../../store/people.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });
const person = (id: string, superior: string | null) => ({
  id,
  name: named(id),
  department: 'purchasing',
  superior,
  locale: 'zh-CN' as const,
  email: `${id}@zhidu.test`,
  position: null,
  active: true,
});

/** Lin asks, Wang and Zhao manage, Chen is above them. */
export async function seedPeople(db: Knex): Promise<void> {
  await db('department').insert({ id: 'purchasing', name: JSON.stringify(named('采购部')) });
  await savePeople(db, [person('chen', null)]);
  await savePeople(db, [person('wang', 'chen'), person('zhao', 'chen')]);
  await savePeople(db, [person('lin', 'wang')]);
  await db('duty').insert({ id: 'manager', name: JSON.stringify(named('部门经理')) });
  await db('duty_holder').insert({ person_id: 'wang', duty_id: 'manager' });
}
