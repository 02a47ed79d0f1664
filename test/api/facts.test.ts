import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ideasIn, variables } from './ideas.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import { describeStreams } from './streamCases.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let ideas: ReturnType<typeof ideasIn>;
let lin: Caller;
let lu: Caller;
let officer: Caller;
/** An idea that was sent back once, written again and approved. */
let idea: string;
const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' });

beforeAll(async () => {
  world = await openRunningWorld();
  ideas = ideasIn(world);
  [lin, lu, officer] = await Promise.all([world.as('lin-yue'), world.as('lu-chen'), world.as('qin-lang')]);
  const { instanceId, taskId } = await ideas.proposed(lin);
  idea = instanceId;
  await lu.send('claimTask', { params: { taskId } });
  await lu.send('returnTask', { params: { taskId }, body: { to: 'propose', reason: '补充成本' } });
  await lin.send('completeTask', { params: { taskId: await ideas.openTask(idea) }, body: { variables } });
  const second = await ideas.openTask(idea);
  await lu.send('signOffTask', { params: { taskId: second }, body: { verdict: 'approved', comment: '可以' } });
}, 120_000);
afterAll(() => world.close());

describe('the timeline of an instance', () => {
  test('says who did what, under which clause, in which round, and what had to be done again', async () => {
    const { body } = await lin.call('getInstance', { params: { instanceId: idea } });

    const said = body.timeline.map(({ node, outcome, by, round, reworked }) => [
      node,
      outcome,
      by?.id,
      round,
      reworked,
    ]);
    expect(said).toEqual([
      ['propose', 'completed', 'lin-yue', 1, true],
      ['approve', 'returned', 'lu-chen', 1, false],
      ['propose', 'completed', 'lin-yue', 2, false],
      ['approve', 'approved', 'lu-chen', 2, false],
    ]);
    expect(body.timeline.map(({ comment }) => comment)).toEqual([null, '补充成本', null, '可以']);
    expect(body.timeline[0]).toMatchObject({ kind: 'task', clauses: ['POL-01#12.1'], onTime: null });
    expect(body.timeline[1]?.claimedAt).not.toBeNull();
    expect(body.timeline[1]?.workingMs).toBeGreaterThan(0);
    for (const { waitingMs, workingMs, openedIn, closedIn } of body.timeline) {
      expect(waitingMs + workingMs).toBeLessThanOrEqual(body.durationMs);
      expect(closedIn).toBeGreaterThan(openedIn);
    }
    expect(body).toMatchObject({ standing: [], version: 1, status: 'completed' });
  });

  test('shows who holds what is still open', async () => {
    const { instanceId, taskId } = await ideas.begun(lin);
    await lin.send('claimTask', { params: { taskId } });

    const { body } = await lin.call('getInstance', { params: { instanceId } });

    expect(body.standing).toMatchObject([{ node: 'propose', tokens: 1 }]);
    expect(body.timeline).toMatchObject([{ node: 'propose', by: { id: 'lin-yue' }, closedAt: null, round: null }]);
  });
});

describe('what a process has in mind', () => {
  test('is shown with personal data masked', async () => {
    const { instanceId } = await ideas.begun(lin);
    await world.db('process_instance').where({ id: instanceId }).update({ department_id: 'operations' });

    const { body } = await lin.call('getInstanceState', { params: { instanceId } });

    const shown = body.state?.variables.find(({ name }) => name === 'item');
    expect(shown).toMatchObject({ title: '物品', value: '充电宝', isMasked: false, isTooLarge: false });
    expect(body.state?.timers).toEqual([]);
  });

  test('is not for whoever only had a task of it', async () => {
    const { status, problem } = await lu.call('getInstanceState', { params: { instanceId: idea } });
    expect([status, problem?.code ?? '']).toEqual([200, '']);

    await world.db('process_instance').where({ id: idea }).update({ department_id: 'finance' });
    const refused = await lu.call('getInstanceState', { params: { instanceId: idea } });
    await world.db('process_instance').where({ id: idea }).update({ department_id: 'operations' });

    expect(refused.problem.code).toBe('not-allowed');
  });
});

describe('a list of instances', () => {
  test('is narrowed to a version, an element, a business key, words', async () => {
    const { instanceId } = await ideas.begun(lin);
    const { body: shown } = await lin.call('getInstance', { params: { instanceId } });
    const ids = async (query: object) =>
      (await officer.call('listInstances', { query: { limit: 100, ...query } })).body.items.map(({ id }) => id);

    expect(await ids({ process: 'testApproval', version: 1 })).toContain(instanceId);
    expect(await ids({ process: 'testApproval', version: 2 })).toEqual([]);
    expect(await ids({ node: 'propose' })).toContain(instanceId);
    expect(await ids({ node: 'approve' })).not.toContain(instanceId);
    expect(await ids({ businessKey: shown.businessKey })).toEqual([instanceId]);
    expect(await ids({ q: shown.businessKey.slice(3, 12).toUpperCase() })).toEqual([instanceId]);
    expect(await ids({ q: '%' })).toEqual([]);
  });

  test('has its heat by element, for what one may see', async () => {
    const { definition } = (await lin.call('getInstance', { params: { instanceId: idea } })).body;
    const heat = async (by: Caller) => (await by.call('getHeat', { params: { hash: definition } })).body;

    const [all, none] = [await heat(officer), await heat(await world.as('ma-jun'))];

    const running = await world.db('process_instance').where({ process_key: 'testApproval', status: 'running' });
    expect(all).toMatchObject({ instances: running.length, capped: false });
    expect(all.nodes).toEqual([{ node: 'propose', tokens: running.length, incidents: 0 }]);
    expect(none).toEqual({ nodes: [], instances: 0, capped: false });
  });
});

describe('the library of processes', () => {
  test('has all of them with who answers for them, and counts for those who oversee', async () => {
    const ma = await world.as('ma-jun');
    const [mine, all] = await Promise.all(
      [{}, { all: 'true' }].map(async (query) => (await ma.call('listProcesses', { query })).body.items),
    );
    const procurement = all?.find(({ key }) => key === 'procurement');

    expect(mine?.length).toBeLessThan(all?.length ?? 0);
    expect(procurement).toMatchObject({ begunBy: ['person'], due: 'P15D', running: null });
    expect(procurement?.owner.department?.id).toBeDefined();
    const overseen = (await officer.call('listProcesses', { query: { all: 'true' } })).body.items;
    expect(overseen.find(({ key }) => key === 'testApproval')?.running).toBeGreaterThan(0);
  });

  test('says who deployed which version, and what a process has to do with others', async () => {
    const versions = await officer.call('listProcessVersions', { params: { process: 'testApproval' } });
    const uses = await officer.call('getProcessUses', { params: { process: 'supplierQualification' } });

    expect(versions.body.items).toMatchObject([{ version: 1, current: true, deployedBy: { id: 'qin-lang' } }]);
    expect(uses.body.calledBy.map(({ key }) => key)).toContain('procurement');
    expect(uses.body.clauses.map(({ clause }) => clause)).toContain('POL-01#12.3');
  });

  test('leads operations into the Temporal UI', async () => {
    const operations = await world.as('gu-yang');
    const { body } = await operations.call('listTemporalLinks', { query: { process: 'testApproval' } });

    const incidents = body.items.find(({ id }) => id === 'incident')?.url ?? '';
    expect(new URL(incidents).searchParams.get('query')).toBe(
      'ExecutionStatus="Running" AND ZhiduIncident=true AND ZhiduProcess="testApproval"',
    );
  });
});

describeStreams(() => world);

describe('figures of finished steps', () => {
  const figures = async (by: Caller, query: object = {}) => (await by.call('listStepFacts', { query })).body;

  test('count what was done, on whose side, and what had to be done again', async () => {
    const { total, items } = await figures(officer, { by: 'node', process: 'testApproval', person: 'lu-chen' });

    expect(total).toMatchObject({ steps: 2, produced: 1, reworked: 0, again: 1, due: 0 });
    expect(items).toMatchObject([{ group: { key: 'testApproval/approve' }, steps: 2 }]);
    const mine = await figures(officer, { process: 'testApproval', person: 'lin-yue', by: 'duty' });
    expect(mine.total).toMatchObject({ reworked: 1, again: 1 });
    expect(mine.items).toMatchObject([{ group: { key: 'ops-specialist' } }]);
    expect((await figures(officer)).items[0]?.group?.key).toBe(month.format(new Date()));
  });

  test('are one’s own, one’s department’s, or all', async () => {
    const people = async (by: Caller) =>
      (await figures(by, { by: 'person', process: 'testApproval' })).items.map(({ group }) => group?.key);

    expect(await people(lin)).toEqual(['lin-yue']);
    expect(await people(lu)).toEqual(expect.arrayContaining(['lin-yue', 'lu-chen']));
    expect(await people(await world.as('zheng-guodong'))).toEqual([]);
    expect(await people(await world.as('luo-min'))).toEqual(expect.arrayContaining(['lin-yue', 'lu-chen']));
  });

  test('leave out the steps of violation cases for all who may not know of them', async () => {
    const [fact] = await world.db('step_fact').where({ person_id: 'lin-yue', entry: 0 }).limit(1);
    await world.db('step_fact').insert({ ...fact, token: 'secret', process_key: 'violationCase', node: 'triage' });
    const keys = async (by: Caller) => (await figures(by, { by: 'process' })).items.map(({ group }) => group?.key);

    expect(await keys(lin)).not.toContain('violationCase');
    expect(await keys(lu)).not.toContain('violationCase');
    expect(await keys(await world.as('luo-min'))).toContain('violationCase');
  });

  test('have those of machines beside them, or alone, for those who see all', async () => {
    const [fact] = await world.db('step_fact').where({ person_id: 'lin-yue', entry: 0 }).limit(1);
    const nobody = { kind: 'job', person_id: null, on_behalf_of: null, department_id: null, duty_id: null };
    await world.db('step_fact').insert({ ...fact, ...nobody, token: 'm1/1', node: 'check' });
    const nodes = async (by: Caller, steps: string) =>
      (await figures(by, { by: 'node', process: fact.process_key, steps })).items.map(({ group }) => group?.key);

    const [human, machine, all] = await Promise.all(['human', 'machine', 'all'].map((steps) => nodes(officer, steps)));
    expect(human).not.toContain(`${fact.process_key}/check`);
    expect(machine).toEqual([`${fact.process_key}/check`]);
    expect(all).toHaveLength((human ?? []).length + 1);
    expect(all).toEqual(expect.arrayContaining([...(human ?? []), ...(machine ?? [])]));
    expect(await nodes(lu, 'machine')).toEqual([]);
  });

  test('of more than a year are asked for in parts', async () => {
    const { status } = await officer.call('listStepFacts', { query: { from: '2025-01', to: '2026-01' } });

    expect(status).toBe(400);
  });

  test('have the steps behind them, page by page and as a file that no spreadsheet takes for formulas', async () => {
    const { instanceId, taskId } = await ideas.begun(lin);
    await lin.send('completeTask', { params: { taskId }, body: { variables } });
    await world
      .db('person')
      .where({ id: 'lin-yue' })
      .update({ name: { 'zh-CN': '=1+1', en: 'Lin' } });

    const first = await lin.call('listFinishedSteps', { query: { limit: 1, process: 'testApproval' } });
    const next = await lin.call('listFinishedSteps', {
      query: { process: 'testApproval', cursor: first.body.next ?? '' },
    });
    const file = await lin.fetch('/api/facts/steps/export?process=testApproval');

    expect(first.body.items).toMatchObject([{ taskId, instanceId, node: 'propose', firstPass: true, round: 1 }]);
    expect(next.body.items.map(({ firstPass, round }) => [firstPass, round])).toEqual(
      expect.arrayContaining([
        [true, 2],
        [false, 1],
      ]),
    );
    expect(file.headers.get('content-disposition')).toContain('.csv');
    const lines = (await file.text()).split('\r\n');
    expect(lines[0]).toContain('流程');
    expect(lines[1]).toContain(`'=1+1`);
    const kept = await world.db('audit_event').where({ action: 'facts-exported', actor_id: 'lin-yue' });
    expect(kept).toHaveLength(1);
  });
});

describe('the indicators', () => {
  test('are measured by month against their targets', async () => {
    await world.db.raw(
      `insert into step_fact select 'ticket/' || n, 't1', 0, 'ticket', 1, 'replyFirst', 'lin-yue', null, null,
         'operations', 'completed', '2026-05-10', null, '2026-05-11', '2026-05-11', 1, 1, 1, (n <= 3)::int, 1, 0, 0, 0, 0
       from generate_series(1, 4) n`,
    );
    await world.db.raw(
      `insert into process_instance (id, process_key, business_key, definition, title, started_by, status, sequence,
         digest, started_at, ended_at)
       select 'supplierCorrection/' || n, 'supplierCorrection', n, (select hash from process_definition limit 1), '', 'lin-yue',
         'completed', 1, '', '2026-05-01', timestamptz '2026-05-01' + n * interval '10 days' from generate_series(1, 2) n`,
    );

    const { body } = await officer.call('listIndicators', { query: { from: '2026-05', to: '2026-06' } });

    const of = (id: string) => body.items.find((it) => it.id === id)?.months;
    expect(of('first-reply')).toEqual([
      { month: '2026-05', cases: 4, value: 75, isMet: false },
      { month: '2026-06', cases: 0, value: null, isMet: null },
    ]);
    expect(of('supplier-correction-days')?.[0]).toEqual({ month: '2026-05', cases: 2, value: 15, isMet: true });
  });
});
