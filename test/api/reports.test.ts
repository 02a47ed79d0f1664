import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { report } from './supervisionCases.ts';
import { stepsIn } from './supervisionSteps.ts';

let world: RunningWorld;
beforeAll(async () => {
  world = await openRunningWorld();
  await world
    .db('policy_version')
    .where({ version: 1 })
    .update({ effective_from: new Date('2026-01-01') });
}, 120_000);
afterAll(() => world.close());

const { openTask, does, reported, seen } = stepsIn(() => world);

describe('a report', () => {
  test.each([
    ['nobody at work', { respondent: 'nobody' }, 'person-unknown'],
    ['no clause', { clause: 'POL-01#99.9' }, 'clause-missing'],
  ])('of %s is refused', async (_, change, code) => {
    const { problem } = await (await world.as('lin-yue')).send('reportViolation', { body: { ...report, ...change } });

    expect(problem.code).toBe(code);
  });

  test('of oneself is a self-report, and one’s own to read', async () => {
    const id = await reported({ respondent: 'fang-yu' }, 'fang-yu');

    const { body } = await (await world.as('fang-yu')).call('getCase', { params: { case: id } });

    expect(body).toMatchObject({ source: 'self-report', view: 'respondent' });
    const file = await world.db('violation_case').where({ id }).first();
    expect(file.officer_id).not.toBe('fang-yu');
  });

  test('about an officer is led by another, and hidden from the one it is about', async () => {
    const id = await reported({ respondent: 'qin-lang' });

    const file = await world.db('violation_case').where({ id }).first();
    expect(file.officer_id).not.toBe('qin-lang');
    for (const name of ['listCases', 'listInstances', 'listAudit'] as const)
      expect(await seen('qin-lang', name, { query: { limit: 100 } })).not.toContain(id);
    const caller = await world.as('qin-lang');
    const { taskId } = await openTask(`violationCase/${id}`, 'triage');
    const tries = await Promise.all([
      caller.call('getCase', { params: { case: id } }),
      caller.call('getInstance', { params: { instanceId: `violationCase/${id}` } }),
      caller.call('getTask', { params: { taskId } }),
      caller.send('transferTask', { params: { taskId }, body: { to: 'xu-wenbo' } }),
      caller.send('cancelInstance', { params: { instanceId: `violationCase/${id}` }, body: { reason: '误报' } }),
    ]);
    expect(tries.map(({ status }) => status >= 400)).toEqual(tries.map(() => true));
  });

  test('about the head of compliance is led by nobody who answers to them', async () => {
    const id = await reported({ respondent: 'xu-wenbo' });

    const file = await world.db('violation_case').where({ id }).first();
    const staff = [file.officer_id, file.investigator_id, file.hr_reviewer_id, file.decider_id, ...file.panel];
    expect(staff.length).toBeGreaterThan(6);
    for (const below of ['qin-lang', 'han-xue', 'xu-wenbo', 'zhou-qiming']) expect(staff).not.toContain(below);
  });

  test('made twice with one request id opens one case', async () => {
    const caller = await world.as('zhao-yifan');
    const first = await caller.send('reportViolation', { body: report });
    const again = await caller.send('reportViolation', { body: { ...report, requestId: first.requestId } });

    expect(again.body).toEqual(first.body);
    expect(await world.db('violation_case').where({ reporter_id: 'zhao-yifan' })).toHaveLength(1);
  });
});

// Last: somebody is gone after it.
describe('a case', () => {
  test('whose handler leaves goes on with an officer, and not with their superior', async () => {
    const id = await reported({ respondent: 'du-ruo' });
    const instance = `violationCase/${id}`;
    await does(instance, 'triage', { conflict: 'none', triage: 'accepted', violationClass: 'slight' });
    const { taskId, by } = await openTask(instance, 'investigate');
    await (await world.as(by)).send('claimTask', { params: { taskId } });

    const left = await (await world.as('gu-yang')).send('leaveStaff', {
      params: { person: by },
      body: { reason: '离职' },
    });

    expect(JSON.stringify(left.body)).not.toContain(id);
    const { assignee_id: next } = await world.db('task').where({ id: taskId }).first('assignee_id');
    expect(['qin-lang', 'xu-wenbo']).toContain(next);
  });
});
