import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { variables } from './ideas.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';

let world: RunningWorld;
beforeAll(async () => {
  world = await openRunningWorld();
}, 120_000);
afterAll(() => world.close());

/** Tasks are handed over twenty at a time. */
const MORE_THAN_A_BATCH = 23;

const HEADING = 'id,name,nameEn,department,position,superior,duties,status';
const list = (...lines: string[]) => [HEADING, ...lines].join('\r\n');
const hr = () => world.as('he-jia');
const person = (id: string) => world.db('person').where({ id }).first();

describe('the list of people', () => {
  test('says on a dry run what it would change, and changes nothing', async () => {
    const csv = list('dry-run,干跑,Dry Run,operations,operations-specialist,lu-chen,ops-specialist,');
    const { body } = await (await hr()).send('importStaff', { body: { csv, dryRun: true } });
    expect(body.counts).toEqual({ join: 1, move: 0, leave: 0, correct: 0, same: 0, errors: 0 });
    expect(body.changes).toEqual([{ row: 2, person: 'dry-run', name: '干跑', kind: 'join' }]);
    expect(await person('dry-run')).toBeUndefined();
  });

  test('makes people who can be given work at once', async () => {
    const csv = list('new-hand,新手,New Hand,operations,operations-specialist,lu-chen,ops-specialist,');
    const { status, body } = await (await hr()).send('importStaff', { body: { csv, dryRun: false } });
    expect([status, body.counts.join]).toEqual([200, 1]);
    const { body: shown } = await (await world.as('lin-yue')).call('getStaffMember', {
      params: { person: 'new-hand' },
    });
    expect(shown).toMatchObject({
      department: { id: 'operations' },
      position: { 'zh-CN': '运营专员' },
      superior: { id: 'lu-chen' },
      duties: [{ id: 'ops-specialist', department: 'operations' }],
      mayAdminister: false,
    });
  });

  test('reads what a Chinese HR department exports', async () => {
    const csv = '\uFEFF工号,姓名,部门,岗位,上级\n"zhang-xin","张,新",warehouse,,ren-qiang\n\n';
    const { body } = await (await hr()).send('importStaff', { body: { csv, dryRun: true } });
    expect(body).toMatchObject({ counts: { join: 1, errors: 0 }, changes: [{ name: '张,新' }] });
  });

  test('names on a dry run what is wrong in which line, in the reader’s language', async () => {
    const csv = list('bad,坏,Bad,moon,,nobody,,', 'bad,坏,Bad,operations,,,,');
    const { body } = await (await hr()).send('importStaff', { body: { csv, dryRun: true } });
    expect(body.errors.map(({ row, column, text }) => `${row} ${column} ${text}`)).toEqual([
      '2 department 没有部门“moon”',
      '2 superior 没有工号为“nobody”的上级',
      '3 id 工号“bad”在名单中出现了不止一次',
    ]);
  });

  test('writes not one line while another is wrong', async () => {
    const csv = list('good-one,好,Good,operations,,,,', 'bad-one,坏,Bad,moon,,,,');
    const { problem } = await (await hr()).send('importStaff', { body: { csv, dryRun: false } });
    expect(problem).toMatchObject({ code: 'list-refused', particulars: [{ where: '/3/department' }] });
    expect(await person('good-one')).toBeUndefined();
  });

  test.each([
    ['no list at all', 'hello', 'list-unreadable'],
    ['an unknown column', 'id,name,department,salary\na,b,c,1', 'list-unreadable'],
    ['a broken quote', 'id,name,department\n"a,b,c', 'list-unreadable'],
  ])('refuses %s and says what a list looks like', async (_what, csv, code) => {
    const { status, problem } = await (await hr()).send('importStaff', { body: { csv } });
    expect([status, problem.code]).toEqual([422, code]);
    expect(problem.detail).toContain('UTF-8');
  });

  test.each([
    ['roles', 'id,name,department,roles\nlin-yue,林悦,operations,administrator', 'not-allowed'],
    ['duties of one’s own', 'id,name,department,duties\nhe-jia,何佳,office,general-manager', 'not-allowed'],
    ['that oneself has left', 'id,name,department,status\nhe-jia,何佳,office,left', 'own-leave'],
  ])('lets HR not write %s', async (_what, csv, code) => {
    const { problem } = await (await hr()).send('importStaff', { body: { csv, dryRun: false } });
    expect(problem.code).toBe(code);
    const { status } = await (await hr()).send('moveStaff', {
      params: { person: 'lin-yue' },
      body: { department: 'operations', roles: ['administrator'], reason: '试试' },
    });
    expect(status).toBe(403);
  });

  test('takes roles from an administrator', async () => {
    const csv = 'id,name,department,roles\nroled,有角,operations,operator';
    const { body } = await (await world.as('gu-yang')).send('importStaff', { body: { csv, dryRun: false } });
    expect(body.counts.join).toBe(1);
    expect(await world.db('person_role').where({ person_id: 'roled' }).pluck('role')).toEqual(['operator']);
  });

  test('is the business of HR and administrators', async () => {
    const { problem } = await (await world.as('lin-yue')).send('importStaff', { body: { csv: list() } });
    expect(problem.code).toBe('not-allowed');
  });
});

describe('somebody who moves', () => {
  test('loses the duties and permissions of the old post and has those of the new one', async () => {
    const ask = await hr();
    const body = { id: 'mover', name: '调岗', department: 'procurement', duties: ['buyer'] };
    await ask.send('joinStaff', { body });
    await world.db('entitlement_grant').insert({
      ...{ id: 'mover/po', entitlement_id: 'purchase-order', person_id: 'mover' },
      valid_from: new Date(0),
    });
    const { status } = await ask.send('moveStaff', {
      params: { person: 'mover' },
      body: { department: 'finance', duties: ['accounts-payable'], reason: '内部调岗' },
    });
    const { body: shown } = await ask.call('getStaffMember', { params: { person: 'mover' } });
    expect(status).toBe(200);
    expect(shown.duties.map(({ id, department }) => `${id}/${department}`)).toEqual(['accounts-payable/finance']);
    expect(shown.permissions).toEqual([]);
    const trail = await world
      .db('audit_event')
      .where({ subject_id: 'mover', action: 'staff-move' })
      .first('actor_id', 'after');
    expect(trail).toMatchObject({ actor_id: 'he-jia', after: { department: 'finance', reason: '内部调岗' } });
  });
});

describe('somebody who leaves', () => {
  test('is out at once, and what they had in hand goes to somebody who may do it', async () => {
    const ask = await hr();
    const body = {
      id: 'leaver',
      name: '离职',
      department: 'operations',
      superior: 'lu-chen',
      duties: ['ops-specialist'],
    };
    await ask.send('joinStaff', { body });
    await world.db('account').insert({ person_id: 'leaver', username: 'leaver' });
    const leaver = await world.as('leaver');
    const started = await leaver.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });
    const { id } = await world.db('task').where({ instance_id: started.body.instanceId, status: 'open' }).first('id');
    await leaver.send('claimTask', { params: { taskId: id } });

    const { body: left, requestId } = await ask.send('leaveStaff', {
      params: { person: 'leaver' },
      body: { reason: '辞职' },
    });
    expect(left).toEqual({ handedOver: 1, stuck: [] });
    const { assignee_id: heir } = await world.db('task').where({ id }).first('assignee_id');
    expect(heir).not.toBe('leaver');
    expect((await leaver.call('me')).status).toBe(401);
    expect(await person('leaver')).toMatchObject({ active: false });
    const { body: again } = await ask.send('leaveStaff', {
      params: { person: 'leaver' },
      body: { reason: '辞职', requestId },
    });
    expect(again).toEqual(left);
  });

  test('leaves nothing behind, however much it was, and a call that was cut off is taken up by the next', async () => {
    const ask = await hr();
    const post = { name: '多任务', department: 'operations', superior: 'lu-chen', duties: ['ops-specialist'] };
    await ask.send('joinStaff', { body: { id: 'busy', ...post } });
    await world.db('account').insert({ person_id: 'busy', username: 'busy' });
    const busy = await world.as('busy');
    const held = () => world.db('task').where({ assignee_id: 'busy', status: 'open' });
    const take = async () => {
      const { body } = await busy.send('startProcess', { params: { process: 'testApproval' }, body: { variables } });
      const { id } = await world.db('task').where({ instance_id: body.instanceId, status: 'open' }).first('id');
      await busy.send('claimTask', { params: { taskId: id } });
    };
    await Promise.all(Array.from({ length: MORE_THAN_A_BATCH }, take));
    expect(await held()).toHaveLength(MORE_THAN_A_BATCH);
    // As a call leaves it that was cut off once it had recorded the leaving.
    await world.db('person').where({ id: 'busy' }).update({ active: false });

    const leave = { params: { person: 'busy' }, body: { reason: '辞职' } };
    expect((await ask.send('leaveStaff', leave)).body).toEqual({ handedOver: MORE_THAN_A_BATCH, stuck: [] });
    expect(await held()).toEqual([]);
    expect((await ask.send('leaveStaff', leave)).body).toEqual({ handedOver: 0, stuck: [] });
  });

  test('is no longer among the people of the company, but among those who left', async () => {
    const ask = await hr();
    await ask.send('joinStaff', { body: { id: 'former', name: '前员工', department: 'warehouse' } });
    await ask.send('leaveStaff', { params: { person: 'former' }, body: { reason: '合同到期' } });
    const ids = async (left: boolean) =>
      (await ask.call('listStaff', { query: { q: 'former', left: String(left) } as never })).body.items.map(
        ({ id }) => id,
      );
    expect(await ids(false)).toEqual([]);
    expect(await ids(true)).toEqual(['former']);
  });

  test('does not record that themselves', async () => {
    const { problem } = await (await hr()).send('leaveStaff', {
      params: { person: 'he-jia' },
      body: { reason: '辞职' },
    });
    expect(problem.code).toBe('own-leave');
  });
});

describe('the people of the company', () => {
  test('come a page at a time, each once', async () => {
    const ask = await world.as('lin-yue');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await ask.call('listStaff', {
        query: { limit: 7, ...(cursor === undefined ? {} : { cursor }) } as never,
      });
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next ?? undefined;
    } while (cursor !== undefined);
    const all = await world.db('person').where({ active: true }).orderBy('id').pluck('id');
    expect(new Set(seen)).toEqual(new Set(all));
    expect(seen.length).toBe(all.length);
  });

  test('are found by department, and nobody is found by a stranger’s id', async () => {
    const ask = await world.as('lin-yue');
    const { body } = await ask.call('listStaff', { query: { department: 'finance' } as never });
    expect(new Set(body.items.map(({ department }) => department.id))).toEqual(new Set(['finance']));
    expect((await ask.call('getStaffMember', { params: { person: 'none' } })).status).toBe(404);
    expect((await ask.call('listDepartments')).body.departments.length).toBeGreaterThan(5);
  });
});
