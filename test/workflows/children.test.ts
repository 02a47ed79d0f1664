import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployProcess } from '../../store/definitions.ts';
import { childReportSignal } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, type Running, runningOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await deployProcess(world.db, { model: screening, xml: '<definitions/>' });
  await deployProcess(world.db, { model: failing, xml: '<definitions/>' });
});
afterAll(() => world.close());

const screening = processOf('screening', [start, task('screen'), end], ['start -> screen', 'screen -> end']);
const failing = processOf(
  'failing',
  [start, task('screen'), { id: 'barred', kind: 'endEvent', event: { kind: 'error', code: 'BARRED' } }],
  ['start -> screen', 'screen -> barred'],
);

const call = (calls: string, more: Partial<Extract<Draft, { kind: 'callActivity' }>> = {}): Draft => ({
  id: 'call',
  kind: 'callActivity',
  calls,
  businessKey: 'key',
  outputs: [{ target: 'risk', source: 'risk' }],
  ...more,
});
const parentOf = (calls: string, more: Partial<Extract<Draft, { kind: 'callActivity' }>> = {}) =>
  processOf(
    `parent${calls}`,
    [start, call(calls, more), approval('review'), end],
    ['start -> call', 'call -> review', 'review -> end'],
  );

const variables = (key: string) => ({ key, requester: { id: 'lin', department: 'purchasing' } });
const incidentOf = (running: Running) =>
  until(async () => world.db('incident').where({ instance_id: running.id, resolved_at: null }).first());

describe('a called process', () => {
  test('runs under its own id and gives its results to its parent', async () => {
    const parent = await begin(world, { process: parentOf('screening'), variables: variables('s1') });
    const child = runningOf(world, 'screening/s1');

    await child.complete('screen', 'wang', { risk: 'low' });

    await parent.token('review');
    expect((await parent.instance()).variables).toMatchObject({ risk: 'low' });
    const row = await world.db('process_instance').where({ id: 'screening/s1' }).first();
    expect(row).toMatchObject({ parent_id: parent.id, status: 'completed', started_by: 'lin' });
  });

  test('that ends with an error takes its parent’s boundary event', async () => {
    const caught: Draft = {
      id: 'caught',
      kind: 'boundaryEvent',
      host: 'call',
      interrupting: true,
      event: { kind: 'error', code: 'BARRED' },
    };
    const process = processOf(
      'catching',
      [start, call('failing'), caught, task('appeal'), end],
      ['start -> call', 'call -> end', 'caught -> appeal', 'appeal -> end'],
    );
    const parent = await begin(world, { process, variables: variables('f1') });

    await runningOf(world, 'failing/f1').complete('screen', 'wang');

    expect(await parent.token('appeal')).toBeTruthy();
  });

  test('that is not deployed is an incident of its parent', async () => {
    const parent = await begin(world, { process: parentOf('nowhere'), variables: variables('n1') });

    expect(await incidentOf(parent)).toMatchObject({ reason: 'no process nowhere is deployed' });
  });

  test('is not mistaken for a stranger of the same business key', async () => {
    await begin(world, { process: screening, businessKey: 'taken' });
    const parent = await begin(world, { process: parentOf('screening'), variables: variables('taken') });

    expect(await incidentOf(parent)).toMatchObject({ reason: 'screening/taken is already taken' });
  });

  test('is withdrawn when its parent no longer waits for it', async () => {
    const hurry: Draft = {
      id: 'hurry',
      kind: 'boundaryEvent',
      host: 'call',
      interrupting: true,
      event: { kind: 'timer', timer: { kind: 'duration', duration: 'P1D' } },
    };
    const process = processOf(
      'hurried',
      [start, call('screening'), hurry, task('skip'), end],
      ['start -> call', 'call -> end', 'hurry -> skip', 'skip -> end'],
    );
    const parent = await begin(world, { process, variables: variables('s2') });
    const child = runningOf(world, 'screening/s2');
    await child.token('screen');

    await world.environment.sleep('25 hours');

    expect(await parent.token('skip')).toBeTruthy();
    expect(await child.handle.result()).toEqual({ status: 'cancelled' });
  });

  test('ends all the same when its parent is gone', async () => {
    const parent = await begin(world, { process: parentOf('screening'), variables: variables('s3') });
    const child = runningOf(world, 'screening/s3');
    await child.token('screen');
    await parent.handle.terminate('gone');

    await child.complete('screen', 'wang');

    expect(await child.handle.result()).toEqual({ status: 'completed' });
  });

  test('that nobody called may report what it likes', async () => {
    const parent = await begin(world, { process: parentOf('screening'), variables: variables('s5') });
    await runningOf(world, 'screening/s5').token('screen');
    const before = (await parent.instance()).sequence;

    await parent.handle.signal(childReportSignal, { kind: 'completed', token: 't77', variables: { risk: 'none' } });
    await runningOf(world, 'screening/s5').complete('screen', 'wang', { risk: 'low' });

    await parent.token('review');
    expect((await parent.instance()).sequence).toBe(before + 1);
  });
});
