import { randomUUID } from 'node:crypto';
import type { Case } from './guardCase.ts';
import type { World } from './world.ts';

const newcomer = () => ({ id: `p${randomUUID().slice(0, 8)}`, name: '新人', department: 'operations' });

async function join(world: World): Promise<string> {
  const body = newcomer();
  await (await world.as('he-jia')).send('joinStaff', { body });
  return body.id;
}

/** Who may read the list of people, and who may change it. */
export const staffCases = (world: () => World) =>
  ({
    listStaff: { right: 'ma-jun' },
    getStaffMember: { right: 'ma-jun', input: async () => ({ params: { person: 'lin-yue' } }) },
    listDepartments: { right: 'ma-jun' },
    previewAudience: { right: 'qin-lang', wrong: 'lin-yue', refusal: 'not-allowed' },
    importStaff: {
      right: 'he-jia',
      wrong: 'lin-yue',
      refusal: 'not-allowed',
      input: async () => ({ body: { csv: 'id,name,department\n' } }),
    },
    joinStaff: {
      right: 'he-jia',
      wrong: 'lin-yue',
      refusal: 'not-allowed',
      input: async () => ({ body: newcomer() }),
    },
    moveStaff: {
      right: 'he-jia',
      wrong: 'lin-yue',
      refusal: 'not-allowed',
      input: async () => ({ params: { person: await join(world()) }, body: { department: 'finance', reason: '调岗' } }),
    },
    leaveStaff: {
      right: 'he-jia',
      wrong: 'lin-yue',
      refusal: 'not-allowed',
      input: async () => ({ params: { person: await join(world()) }, body: { reason: '离职' } }),
    },
  }) satisfies Readonly<Record<string, Case>>;
