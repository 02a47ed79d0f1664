import { temporal } from '@temporalio/proto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporalSearches } from '../../api/temporalLinks.ts';
import { reconcile } from '../../cli/backup/reconcile.ts';
import { makeCurrent, moveOn } from '../../cli/builds.ts';
import { dataConverter } from '../../platform/codec.ts';
import { keyRing, newKey } from '../../platform/keyRing.ts';
import { queues } from '../../platform/queues.ts';
import { deployProcess } from '../../store/definitions.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { retryUpdate } from '../../workflows/messages.ts';
import { devServer } from '../setup/temporal.ts';
import { approval, type Draft, end, processOf, start, task } from '../workflows/model.ts';
import { begin, createWorld, envelope, type Running, runningOf, until, type World } from '../workflows/world.ts';

/** What people wrote: none of it may be found in what Temporal keeps. */
const canaries = ['海宁机电', 'CANARY-price-31415', 'canary-reason', 'canary-nobody', 'CANARY-title', 'canary-child'];

const key = newKey(new Date(0));
let world: World;
beforeAll(async () => {
  const converter = dataConverter(keyRing(key), 'default');
  world = await createWorld(await devServer(), queues.main, undefined, converter);
});
afterAll(() => world.close());

const telling: Draft = {
  id: 'tell',
  kind: 'serviceTask',
  job: { type: 'notify', retries: 1, headers: { to: 'duty:canary-nobody', text: 'purchase-rejected' } },
};
const calling: Draft = {
  id: 'call',
  kind: 'callActivity',
  calls: 'sealedChild',
  businessKey: 'key',
  inputs: [{ target: 'secret', source: 'secret' }],
  outputs: [{ target: 'risk', source: 'risk' }],
};
const child = processOf('sealedChild', [start, task('screen'), end], ['start -> screen', 'screen -> end']);
const parent = processOf(
  'sealedParent',
  [start, task('write'), telling, calling, approval('review'), end],
  ['start -> write', 'write -> tell', 'tell -> call', 'call -> review', 'review -> end'],
);

/** All that Temporal keeps of a workflow and hands out, as bytes in which a text would be found. */
async function kept(workflowId: string): Promise<Buffer> {
  const { workflowService } = world.client;
  const execution = { workflowId };
  const { history } = await workflowService.getWorkflowExecutionHistory({ namespace: 'default', execution });
  const described = await workflowService.describeWorkflowExecution({ namespace: 'default', execution });
  const { History } = temporal.api.history.v1;
  const { DescribeWorkflowExecutionResponse } = temporal.api.workflowservice.v1;
  return Buffer.concat([
    History.encode(history ?? {}).finish(),
    DescribeWorkflowExecutionResponse.encode(described).finish(),
  ]);
}

const found = async (id: string) => {
  const all = await kept(id);
  return canaries.filter((canary) => all.includes(canary));
};

/** How many workflows each ready-made search finds. */
async function searched(process: string): Promise<Readonly<Record<string, number>>> {
  const ui = { TEMPORAL_UI_URL: 'http://127.0.0.1:8233', TEMPORAL_NAMESPACE: 'default' };
  const searches = temporalSearches(ui, new Date(), process);
  const counts = searches.map(async ({ id, url }) => {
    const { count } = await world.client.workflow.count(new URL(url).searchParams.get('query') ?? '');
    return [id, count] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function mend(running: Running): Promise<void> {
  const incident = await until(() =>
    world.db('incident').where({ instance_id: running.id, resolved_at: null }).first(),
  );
  expect(incident.reason).toContain('canary-nobody');
  const found = { running: 1, incident: 1, overdue: 0, stuck: 0, failed: 0 };
  await expect.poll(() => searched('sealedParent'), { timeout: 10_000 }).toEqual(found);
  await world.db('duty').insert({ id: 'canary-nobody', name: '{"zh-CN":"待定","en":"To be named"}' });
  await world.db('duty_holder').insert({ person_id: 'zhao', duty_id: 'canary-nobody' });
  const message = await envelope(world, incident.token, 'chen');
  await running.handle.executeUpdate(retryUpdate, { updateId: message.requestId, args: [message] });
}

describe('a process that has ended', () => {
  test('leaves nothing in Temporal that can be read without the keys', async () => {
    await deployProcess(world.db, { model: child, xml: '<definitions/>' });
    const running = await begin(world, {
      process: parent,
      title: 'CANARY-title',
      businessKey: 'sealed-1',
      variables: { key: 'c1', secret: '海宁机电', requester: { id: 'lin', department: 'purchasing' } },
    });
    await running.complete('write', 'wang', { price: 'CANARY-price-31415' });
    await mend(running);
    const called = runningOf(world, 'sealedChild/c1');
    await called.complete('screen', 'wang', { risk: 'canary-child' });
    await running.signOff('review', 'wang', { comment: 'canary-reason' });

    expect(await running.handle.result()).toEqual({ status: 'completed' });
    expect((await running.instance()).variables).toMatchObject({
      secret: '海宁机电',
      price: 'CANARY-price-31415',
      risk: 'canary-child',
    });
    expect(await found(running.id)).toEqual([]);
    expect(await found(called.id)).toEqual([]);
    expect(await running.handle.describe().then((it) => it.staticSummary())).toBe('CANARY-title');
  });

  test('still shows whoever lacks the keys what kind of process it was', async () => {
    const all = await kept('sealedParent/sealed-1');
    expect(all.includes('sealedParent')).toBe(true);
    expect(all.includes('binary/encrypted')).toBe(true);
  });
});

describe('a schedule', () => {
  test('starts workflows that can read what it sealed, and what the one before came to', async () => {
    await reconcileSchedules(world.client, world.db, pino({ level: 'silent' }));
    const { scheduleId } = world.client.schedule.getHandle('seal-audit');
    await world.client.schedule.getHandle(scheduleId).trigger();

    await until(() => world.db('audit_batch').first());
    const query = 'WorkflowType = "sealAudit" AND ExecutionStatus = "Completed"';
    const ended = () => world.client.workflow.count(query).then(({ count }) => count);
    await expect.poll(ended, { timeout: 10_000 }).toBe(1);
    await world.client.schedule.getHandle(scheduleId).trigger();
    await expect.poll(ended, { timeout: 10_000 }).toBe(2);
    expect((await world.client.schedule.getHandle(scheduleId).describe()).action.args).toEqual(['封存审计记录']);
  });
});

describe('a reconciliation', () => {
  const waiting = processOf('compared', [start, task('look'), end], ['start -> look', 'look -> end']);
  const compare = () => reconcile(world.db, world.client, keyRing(key));

  test('finds nothing between databases that agree, and each way in which they do not', async () => {
    for (const businessKey of ['same', 'behind', 'lost', 'unknown']) {
      await (await begin(world, { process: waiting, businessKey })).token('look');
    }
    await expect.poll(compare, { timeout: 10_000 }).toEqual([]);

    const row = (key: string) => world.db('process_instance').where({ id: `compared/${key}` });
    const [kept] = await row('same');
    await row('behind').decrement('sequence', 1);
    // Its tasks go on naming it: only a superuser may do this.
    await world.db.transaction(async (trx) => {
      await trx.raw('set local session_replication_role = replica');
      await trx('process_instance').where({ id: 'compared/unknown' }).update({ id: 'compared/other' });
    });
    await world.client.workflow.getHandle('compared/lost').terminate();

    const { sequence } = kept;
    await expect.poll(compare, { timeout: 10_000 }).toEqual([
      { kind: 'sequence', id: 'compared/behind', postgres: sequence - 1, temporal: sequence },
      { kind: 'missing-in-temporal', id: 'compared/lost' },
      { kind: 'missing-in-temporal', id: 'compared/other' },
      { kind: 'missing-in-postgres', id: 'compared/unknown' },
    ]);
  });
});

describe('a new build of the workers', () => {
  const waiting = processOf('waiting', [start, task('look'), end], ['start -> look', 'look -> end']);
  const deploymentName = 'zhidu-test';
  const buildOf = async (running: Running) => {
    const { raw } = await running.handle.describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  };

  test('takes new runs when it is made current, and old ones when they are told to move on', async () => {
    await world.rest();
    const deployment = { client: world.client, deploymentName };
    const one = await world.work({ deploymentName, buildId: 'b1' });
    await expect
      .poll(
        () =>
          makeCurrent(deployment, 'b1').then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    const running = await begin(world, { process: waiting, businessKey: 'w1' });
    await running.token('look');
    const two = await world.work({ deploymentName, buildId: 'b2' });
    await expect
      .poll(
        () =>
          makeCurrent(deployment, 'b2').then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);

    const later = await begin(world, { process: waiting, businessKey: 'w2' });
    await later.token('look');
    expect([await buildOf(running), await buildOf(later)]).toEqual(['b1', 'b2']);

    await expect.poll(() => moveOn(deployment), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => buildOf(running), { timeout: 10_000 }).toBe('b2');
    await one.stop();
    await running.complete('look', 'wang');
    expect(await running.handle.result()).toEqual({ status: 'completed' });
    await two.stop();
  }, 60_000);
});
