import { defaultPayloadConverter } from '@temporalio/common';
import { workflowMetadataQuery } from '@temporalio/workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeCompany } from '../../store/companySetting.ts';
import { deployProcess } from '../../store/definitions.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, end, processOf, start, task } from './model.ts';
import { begin, createWorld, type Running, runningOf, shownOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const due = { duration: 'P2D', remindBefore: 'P1D', escalate: 'superior' } as const;
const purchase = processOf(
  'shown',
  [start, task('propose', { due, clauses: ['POL-01#12.3'] }), approval('review', [], { due }), end],
  ['start -> propose', 'propose -> review', 'review -> end'],
);

const detailsOf = async ({ handle }: Running) => (await handle.query(workflowMetadataQuery)).currentDetails ?? '';
const upsertsOf = async ({ handle }: Running) =>
  (await handle.fetchHistory()).events?.filter((it) => it.upsertWorkflowSearchAttributesEventAttributes).length;

describe('what operations see of a process in Temporal', () => {
  test('is a table of what is open, for whom, due when, under which clause', async () => {
    const running = await begin(world, { process: purchase });
    await running.token('propose');

    const details = await detailsOf(running);

    expect(details).toContain(`### shown ${running.id.replace('shown/', '')}`);
    expect(details).toContain('待办 1 项');
    expect(details).toMatch(/\| propose \| 部门经理 \| 20\d\d-\d\d-\d\d \d\d:\d\d \| POL-01#12\.3 \|/);
    expect(details).toContain(`(http://zhidu.test/tasks/${encodeURIComponent(`${running.id}|`)}`);
  });

  test('does not change with a sign-off, and so costs none an event', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'zhao');
    await running.signOff('review', 'wang');
    await running.handle.result();

    expect(await upsertsOf(running)).toBe(0);
  });

  test('says what is due soon and what is overdue, until it is done', async () => {
    const running = await begin(world, { process: purchase });
    await running.token('propose');

    await world.environment.sleep('25 hours');
    expect(await shownOf(running)).toMatchObject({ state: 'due-soon', incident: false });
    await world.environment.sleep('24 hours');
    const { state, dueAt } = await shownOf(running);
    expect(state).toBe('overdue');
    expect(dueAt?.getTime()).toBeLessThan(await world.environment.currentTimeMs());

    await running.complete('propose', 'zhao');
    expect(await shownOf(running)).toMatchObject({ state: undefined, dueAt: undefined });
  });

  test('has a title for every activity and timer', async () => {
    const running = await begin(world, { process: purchase });
    await running.complete('propose', 'zhao');

    const { events = [] } = await running.handle.fetchHistory();
    const untitled = (events ?? []).filter(
      (it) => (it.activityTaskScheduledEventAttributes ?? it.timerStartedEventAttributes) && !it.userMetadata?.summary,
    );

    expect(untitled).toEqual([]);
  });
});

describe('what operations see in a company that works in English', () => {
  beforeAll(async () => {
    await changeCompany(world.db, { language: 'en' });
    await world.db('duty').update({ name: JSON.stringify({ 'zh-CN': '部门经理', en: 'Head of department' }) });
  });
  afterAll(() => changeCompany(world.db, { language: 'zh-CN' }));

  const procurement = processOf(
    'procurement',
    [start, { ...task('propose', { due }), name: '选品立项' }, end],
    ['start -> propose', 'propose -> end'],
  );

  test('is in English: table, names of steps and duties, titles of activities and timers', async () => {
    const running = await begin(world, { process: procurement });
    await running.token('propose');
    await expect.poll(() => summariesOf(running)).toContainEqual(expect.stringMatching(/^Alarm 20/));

    await expect.poll(() => detailsOf(running)).toContain('1 open');
    const details = await detailsOf(running);
    expect(details).toContain('| Task | For | Due | Clause |');
    expect(details).toContain('| Propose the product | Head of department |');
    expect(details).toContain('[Open in Zhidu]');
    await world.environment.sleep('25 hours');
    await expect.poll(() => summariesOf(running)).toContain('Reminder: Propose the product');
    expect((await summariesOf(running)).filter((it) => /\p{Script=Han}/u.test(it))).toEqual([]);
  });

  test('is in English for the processes that it calls', async () => {
    const called = processOf('supplierQualification', [start, task('audit'), end], ['start -> audit', 'audit -> end']);
    await deployProcess(world.db, { model: { ...called, name: '供应商准入' }, xml: '<definitions/>' });
    const calling = processOf(
      'calling',
      [start, { id: 'call', kind: 'callActivity', calls: 'supplierQualification', businessKey: '"acme"' }, end],
      ['start -> call', 'call -> end'],
    );
    await begin(world, { process: calling });
    const child = runningOf(world, 'supplierQualification/acme');
    await child.token('audit');

    expect(await (await child.handle.describe()).staticSummary()).toBe('Supplier qualification acme');
    await expect.poll(() => detailsOf(child)).toContain('### Supplier qualification acme');
  });

  test('is in Chinese again once the company is, for what begins then', async () => {
    await changeCompany(world.db, { language: 'zh-CN' });
    const running = await begin(world, { process: procurement });
    await running.token('propose');

    await expect.poll(() => detailsOf(running)).toContain('| 选品立项 | 部门经理 |');
    await changeCompany(world.db, { language: 'en' });
  });
});

/** What Temporal's screens call the activities and timers of a run. */
async function summariesOf({ handle }: Running): Promise<readonly string[]> {
  const { events } = await handle.fetchHistory();
  const titled = (events ?? []).flatMap(({ userMetadata }) => userMetadata?.summary ?? []);
  return titled.map((summary) => defaultPayloadConverter.fromPayload<string>(summary));
}

describe('a condition', () => {
  test('may reckon with dates within the workflow', async () => {
    const dated = processOf(
      'dated',
      [start, { id: 'when', kind: 'exclusiveGateway', fallback: 'f2' }, task('early'), task('late'), end],
      [
        'start -> when',
        'when -> late',
        'when -> early: date("2026-01-31") + duration("P1D") = date(day)',
        'early -> end',
        'late -> end',
      ],
    );
    const running = await begin(world, { process: dated, variables: { day: '2026-02-01' } });

    expect(await running.token('early')).toBeTruthy();
  });
});
