import type { ScheduleDescription } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TimerRule } from '../../engine/bpmn/model.ts';
import { changeCompany } from '../../store/companySetting.ts';
import { deployProcess } from '../../store/definitions.ts';
import { reconcileSchedules } from '../../worker/schedules.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { devServer } from '../setup/temporal.ts';
import { end, processOf, start } from '../workflows/model.ts';

let environment: TestWorkflowEnvironment;
let database: TestDatabase;
beforeAll(async () => {
  [environment, database] = await Promise.all([devServer(), createTestDatabase()]);
});
afterAll(async () => {
  await environment.teardown();
  await database.drop();
});

const warnings: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
const reconcile = () => reconcileSchedules(environment.client, database.db, log);

/** Deploys a process that time starts, or that nothing but people start. */
function deploy(id: string, timer?: TimerRule) {
  const first = timer === undefined ? start : { ...start, event: { kind: 'timer', timer } as const };
  return deployProcess(database.db, { model: processOf(id, [first, end], ['start -> end']), xml: '<definitions/>' });
}

const scheduleOf = (id: string): Promise<ScheduleDescription> =>
  environment.client.schedule.getHandle(`start/${id}/start`).describe();

/** The list lags behind. */
async function ids(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { scheduleId } of environment.client.schedule.list()) found.push(scheduleId);
  return found.toSorted();
}

describe('the schedules', () => {
  test('are those of the timer starts that are deployed, and the one that seals', async () => {
    const { hash } = await deploy('daily', { kind: 'cycle', cycle: '0 9 * * *' });
    await deploy('byHand');

    await reconcile();

    const { action, policies } = await scheduleOf('daily');
    expect(action).toMatchObject({ workflowType: 'daily', taskQueue: 'zhidu' });
    expect(action.args).toMatchObject([{ definition: hash, start: 'start', startedBy: { by: 'schedule' } }]);
    expect(policies.overlap).toBe('ALLOW_ALL');
    await expect.poll(ids).toEqual(['draw-inspections', 'expire-certificates', 'seal-audit', 'start/daily/start']);
  });

  test('bear names in the language of the company', async () => {
    await changeCompany(database.db, { language: 'en' });
    await deploy('supplierScorecard', { kind: 'cycle', cycle: 'R/P3M' });

    await reconcile();

    const { action } = await scheduleOf('supplierScorecard');
    expect(action.args).toMatchObject([{ title: 'Quarterly supplier scorecard' }]);
    expect((await environment.client.schedule.getHandle('seal-audit').describe()).action.args).toEqual([
      'Seal the audit trail',
    ]);
    await changeCompany(database.db, { language: 'zh-CN' });
    await reconcile();
    expect((await environment.client.schedule.getHandle('seal-audit').describe()).action.args).toEqual([
      '封存审计记录',
    ]);
    await database.db('process_definition').where({ key: 'supplierScorecard' }).update({ current: false });
    await reconcile();
  });

  test('stay as they are when nothing has changed', async () => {
    await deploy('steady', { kind: 'cycle', cycle: 'R/PT1H' });
    await reconcile();
    const before = await scheduleOf('steady');

    await reconcile();

    expect((await scheduleOf('steady')).info.createdAt).toEqual(before.info.createdAt);
  });

  test('follow a new version of the process', async () => {
    await deploy('changing', { kind: 'cycle', cycle: 'R/PT1H' });
    await reconcile();

    const { hash } = await deploy('changing', { kind: 'cycle', cycle: 'R2/PT2H' });
    await reconcile();

    const { action, spec, state } = await scheduleOf('changing');
    expect(action.args).toMatchObject([{ definition: hash }]);
    expect(spec.intervals).toEqual([{ every: 7_200_000, offset: 0 }]);
    expect(state.remainingActions).toBe(2);
  });

  test('go when a process is no longer started by time; those of others stay', async () => {
    const strange = { workflowType: 'other', taskQueue: 'other', type: 'startWorkflow' } as const;
    await environment.client.schedule.create({ scheduleId: 'strange', spec: {}, action: strange });
    await deploy('ending', { kind: 'cycle', cycle: 'R/PT1H' });
    await reconcile();
    await expect.poll(ids).toContain('start/ending/start');

    await deploy('ending');
    await reconcile();

    await expect.poll(ids).not.toContain('start/ending/start');
    expect(await ids()).toContain('strange');
  });

  test('lack what no schedule can do, which the log says', async () => {
    await deploy('impossible', { kind: 'cycle', cycle: 'R/P5M' });

    await reconcile();

    await expect(scheduleOf('impossible')).rejects.toThrow(/not found/i);
    expect(warnings.join('')).toContain('impossible');
  });
});
