import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../cli/seed.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { retryUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { actsIn } from './acts.ts';
import { teach } from './finished.ts';
import { begin, createWorld, envelope, type Running, until, type World } from './world.ts';

/** Three working days and the longest holidays lie within it. */
const LONG_ENOUGH = '20 days';
const FILE = 'file-1';
const yuan = (amount: number) => amount * 100;

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedDemo(world.db);
  await world
    .db('policy_version')
    .where({ version: 1 })
    .update({ effective_from: new Date('2026-01-01') });
});
afterAll(() => world.close());

const { whose, does, signs, incidents, ended, caseOf } = actsIn(() => world);
const reaches = (running: Running, state: string) =>
  until(async () => ((await caseOf(running))?.state === state ? state : undefined));

/** A case that somebody reported, up to the notice of the facts. */
async function reported(report: Variables, by = 'wang-siqi'): Promise<Running> {
  const definition = await currentDefinition(world.db, 'violationCase');
  if (!definition) throw new Error('violationCase is not deployed');
  return begin(world, {
    process: definition.model,
    startedBy: { by },
    variables: { ...report, requester: { id: by, department: 'operations' } },
  });
}

const triage = { conflict: 'none', triage: 'accepted' };
const noticed = { noticeText: '认定的事实', noticeMethod: 'in-person', noticeFiles: [FILE] };
const served = { serviceMethod: 'in-person', servedOn: '2026-12-24', serviceReceipt: FILE };
const found = { established: true, foundFacts: '收受供应商礼品未登记', caseEvidence: [FILE] };

describe('a violation case', () => {
  test('against somebody who was not told of the clause ends in a reminder at most', async () => {
    const report = { respondent: 'ma-jun', clause: 'POL-01#8.2', actedOn: '2026-11-24', allegation: '收礼' };
    await world
      .db('policy_version')
      .where({ version: 1 })
      .update({ effective_from: new Date('2026-01-01') });
    const running = await reported(report);
    const officer = await does(running, 'triage', { ...triage, violationClass: 'ordinary' });
    const investigator = await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    expect(await does(running, 'state', { statement: '不知道须登记' })).toBe('ma-jun');
    await running.token('propose');

    const file = await caseOf(running);
    expect(file.enforceability).toMatchObject({ verdict: 'reminder-only', obstacles: ['not-informed', 'not-trained'] });
    expect(file.allowed).toEqual(['no-measure', 'reminder-talk', 'retraining']);
    expect(file.statement).toBe('不知道须登记');
    await does(running, 'propose', { measures: ['reminder-talk', 'retraining'], reasons: '首次' });
    const legal = await signs(running, 'checkLegal');
    const hr = await signs(running, 'checkHr');
    const decider = await signs(running, 'decideAlone');
    await does(running, 'serve', served);
    await reaches(running, 'lesson');
    expect(await world.db('notification').where({ person_id: 'ma-jun', kind: 'case-served' })).toHaveLength(1);
    await does(running, 'learn', { lesson: '礼品须登记', changeProposed: false });

    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ state: 'closed', outcome: 'decided', lesson: '礼品须登记' });
    expect(await world.db('notification').where({ person_id: 'wang-siqi', kind: 'case-closed' })).toHaveLength(1);
    const staff = [officer, investigator, legal, hr, decider];
    expect(new Set(staff).size).toBe(staff.length);
    expect(staff).not.toEqual(expect.arrayContaining(['ma-jun']));
    expect(staff).not.toEqual(expect.arrayContaining(['xie-yutong']));
  });

  test('that is severe goes before a panel; a second time weighs more; a dismissal is told to the union first', async () => {
    await teach(world.db, 'tian-ye', ['8'], new Date('2026-10-01'));
    const report = { respondent: 'tian-ye', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '收受回扣' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'severe' });
    await does(running, 'investigate', { ...found, against: ['intent'], inFavour: ['repair'] });
    await does(running, 'giveNotice', noticed);
    await running.token('state');
    await world.environment.sleep(LONG_ENOUGH);
    await running.token('propose');
    const file = await caseOf(running);
    expect(file).toMatchObject({ weighed_class: 'severe', occurrence: 1, statement: null });
    expect(file.enforceability).toEqual({ verdict: 'enforceable', obstacles: [], version: 1 });
    expect(file.allowed).toContain('dismissal');

    await does(running, 'propose', { measures: ['dismissal'], reasons: '严重违反' });
    await signs(running, 'checkLegal', 'rejected');
    await does(running, 'propose', { measures: ['dismissal'], reasons: '严重违反，理由补充' });
    await signs(running, 'checkLegal');
    await signs(running, 'checkHr');
    await does(running, 'notifyUnion', { unionNoticedOn: '2026-12-20', unionOpinion: '无异议', unionFile: FILE });
    const seats = await running.tokens('decidePanel', 3);
    expect(seats).toHaveLength(3);
    for (const [index, token] of seats.entries()) {
      const { candidates } = await world.db('task').where({ instance_id: running.id, token }).first('candidates');
      const by = (candidates as string[])[0]?.replace('person:', '') ?? '';
      await running.signOff('decidePanel', by, { token, verdict: index === 0 ? 'rejected' : 'approved' });
    }
    await does(running, 'serve', served);
    await does(running, 'learn', { lesson: '供应商回扣' });
    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ measures: ['dismissal'], reasons: '严重违反，理由补充' });

    const second = await reported({ ...report, actedOn: '2026-11-23', allegation: '再次收受' });
    await does(second, 'triage', { ...triage, violationClass: 'ordinary' });
    await does(second, 'investigate', found);
    await does(second, 'giveNotice', noticed);
    await does(second, 'state', { statement: '认错' });
    await second.token('propose');
    expect(await caseOf(second)).toMatchObject({ occurrence: 2, weighed_class: 'ordinary' });
  });

  test('keeps a compensation within its cap even when somebody gets past the API', async () => {
    await teach(world.db, 'lu-xin', ['8'], new Date('2026-10-01'));
    const report = { respondent: 'lu-xin', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '损坏货物' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'ordinary' });
    await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    await does(running, 'state', { statement: '愿意赔偿' });
    const figures = {
      actualLoss: yuan(5_000),
      monthWage: yuan(6_000),
      minimumWage: yuan(2_360),
      contractBasis: '劳动合同第九条',
    };
    const proposal = { measures: ['loss-compensation'], reasons: '合同约定', ...figures };
    await does(running, 'propose', { ...proposal, compensation: yuan(1_200) + 1 });

    expect(await incidents(running)).toEqual([expect.stringContaining('compensation-above-cap')]);
    const [token = ''] = Object.keys((await running.instance()).incidents);
    const retry = { ...(await envelope(world, token, 'qin-lang')), variables: { compensation: yuan(1_200) } };
    await running.handle.executeUpdate(retryUpdate, { updateId: retry.requestId, args: [retry] });
    await running.token('checkLegal');
    const file = await caseOf(running);
    expect(Number(file.compensation)).toBe(yuan(1_200));
    expect(file.compensation_cap).toMatchObject({ cap: yuan(1_200), share: yuan(1_200), room: yuan(3_640) });
    await expect(
      world
        .db('violation_case')
        .where({ instance_id: running.id })
        .update({ compensation: yuan(1_200) + 1 }),
    ).rejects.toThrow('violation_case');
    await expect(
      world
        .db('violation_case')
        .where({ instance_id: running.id })
        .update({ measures: ['fine'] }),
    ).rejects.toThrow('sanction_measures');
  });

  test('passes to another officer when the first declares a conflict, and closes when nothing is established', async () => {
    const report = { respondent: 'jiang-yi', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '传闻' };
    const running = await reported(report);
    const first = await does(running, 'triage', { ...triage, conflict: 'declared', violationClass: 'slight' });
    const second = await until(async () => {
      const officer = (await caseOf(running))?.officer_id as string;
      return officer === first ? undefined : officer;
    });
    await until(async () => ((await whose(running, 'triage')) === second ? true : undefined));
    await does(running, 'triage', { ...triage, violationClass: 'slight' });
    await does(running, 'investigate', { ...found, established: false });

    expect(await ended(running)).toBe('completed');
    expect(await caseOf(running)).toMatchObject({ state: 'closed', outcome: 'not-established', noticed_at: null });
    expect(await world.db('notification').where({ person_id: 'jiang-yi' })).toEqual([]);
  });

  test('that is late comes before an officer, never before the line manager, and the statement before nobody', async () => {
    const report = { respondent: 'ye-qing', clause: 'POL-01#8.2', actedOn: '2026-11-20', allegation: '收礼' };
    const running = await reported(report);
    await does(running, 'triage', { ...triage, violationClass: 'slight' });
    await running.token('investigate');
    await world.environment.sleep('40 days');
    const escalated = await until(async () => {
      const { escalated_to: to } = await world
        .db('task')
        .where({ instance_id: running.id, node: 'investigate' })
        .first();
      return (to as string[]).length > 0 ? (to as string[]) : undefined;
    });
    const officers = await world.db('duty_holder').where({ duty_id: 'compliance-officer' }).pluck('person_id');
    expect(officers.map((id) => `person:${id}`)).toEqual(expect.arrayContaining(escalated));

    await does(running, 'investigate', found);
    await does(running, 'giveNotice', noticed);
    await running.token('state');
    await world.environment.sleep(LONG_ENOUGH);
    await running.token('propose');
    const statement = await world.db('task').where({ instance_id: running.id, node: 'state' }).first();
    expect(statement).toMatchObject({ status: 'withdrawn', escalated_to: [] });
  });
});
