import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeWaveSignal } from '../../workflows/messages.ts';
import { attemptQuiz, course, openWave, read, refused, until } from './learning.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

let world: RunningWorld;
let lin: Caller;
let xie: Caller;
beforeAll(async () => {
  world = await openRunningWorld();
  lin = await world.as('lin-yue');
  xie = await world.as('xie-yutong');
}, 120_000);
afterAll(() => world.close());

describe('a wave', () => {
  test('shows whoever answers for it the funnel, the figures and the laggards', async () => {
    const wave = await openWave(world, ['lin-yue', 'xie-yutong']);
    await read(lin, wave);
    await attemptQuiz(lin, wave);
    const manager = await world.as('shen-wei');

    const shown = await until(async () => {
      const { body } = await manager.call('getWave', { params: { wave } });
      return body.funnel.passed === 1 ? body : undefined;
    });
    expect(shown).toMatchObject({ state: 'running', mayRemind: true, funnel: { people: 2, passed: 1, assigned: 1 } });
    expect(shown.facts.find(({ id }) => id === 'wave-passed')).toMatchObject({ measured: 50, target: 95, ok: false });
    const page = await manager.call('listLaggards', { params: { wave }, query: { limit: 1 } });
    expect(page.body.items.map(({ person }) => person.id)).toEqual(['lin-yue']);
    const cursor = page.body.next ?? '';
    const rest = await manager.call('listLaggards', { params: { wave }, query: { limit: 1, cursor } });
    expect(rest.body.items.map(({ person }) => person.id)).toEqual(['xie-yutong']);
    expect((await manager.call('listWaves', { query: {} })).body.items.map(({ id }) => id)).toContain(wave);
    expect((await lin.call('listWaves', { query: {} })).body.items).toEqual([]);
    expect(await refused(lin.call('getWave', { params: { wave } }))).toBe('wave-unknown');
  });

  test('reminds those who owe something when its manager asks', async () => {
    const wave = await openWave(world, ['xie-yutong']);
    const manager = await world.as('shen-wei');
    expect(await refused(xie.send('remindWave', { params: { wave } }))).toBe('not-allowed');

    expect((await manager.send('remindWave', { params: { wave } })).body).toEqual({ done: true });
    const reminder = await until(async () => {
      const { body } = await xie.call('listNotifications', { query: {} });
      return body.items.find(({ kind }) => kind === 'training-reminder');
    });
    expect(reminder.text).toContain('试点');
  });

  test('that is over records and reminds no more', async () => {
    const wave = await openWave(world, ['lin-yue']);
    const handle = world.environment.client.workflow.getHandle(wave);
    await handle.signal(closeWaveSignal, { reason: 'cancelled' });
    await handle.result();
    const manager = await world.as('shen-wei');

    expect(await refused(manager.send('remindWave', { params: { wave } }))).toBe('wave-closed');
    expect(await refused(lin.send('startQuiz', { params: { wave, course: course.id } }))).toBe('wave-closed');
    expect(await refused(lin.send('declinePolicy', { params: { wave }, body: { reason: '迟了' } }))).toBe(
      'wave-closed',
    );
    const { body } = await lin.call('myLearning');
    expect(body.items.find((it) => it.wave === wave)).toMatchObject({ closed: true, overdue: false });
  });
});

describe('a certificate', () => {
  test('is earned by completing a wave, once, and can be checked by anybody without telling the name', async () => {
    const wave = await openWave(world, ['lin-yue']);
    await read(lin, wave);
    await attemptQuiz(lin, wave);
    const { body: asked } = await lin.call('getAcknowledgement', { params: { wave } });
    await lin.send('acknowledgePolicy', { params: { wave }, body: { contentHash: asked.contentHash } });

    const earned = await until(async () => {
      const { body } = await lin.call('listCredentials', { query: {} });
      return body.items.find(({ kind }) => kind.id === 'policy-POL-01');
    });
    expect(earned).toMatchObject({ status: 'active', person: { id: 'lin-yue' } });
    const { body: checked } = await world.visitor().call('verifyCredential', { params: { code: earned.code } });
    expect(checked).toMatchObject({ code: earned.code, status: 'active', kind: earned.kind });
    expect(checked.holder).toEqual({ 'zh-CN': '林*', en: 'L*** Y***' });
    expect(JSON.stringify(checked)).not.toContain('lin-yue');
    expect(await refused(world.visitor().call('verifyCredential', { params: { code: 'ZD-NONE' } }))).toBe('not-found');
  });

  test('is issued by hand by HR and compliance alone, to others, and only near its end', async () => {
    const hr = await world.as('he-jia');
    const issue = { person: 'xie-yutong', kind: 'factory-audit', reason: '考试 92 分，实操合格' };
    expect(await refused(lin.send('issueCredential', { body: issue }))).toBe('not-allowed');
    expect(await refused(hr.send('issueCredential', { body: { ...issue, person: 'he-jia' } }))).toBe('own-request');

    const { body, requestId } = await hr.send('issueCredential', { body: issue });
    expect(body).toMatchObject({ kind: { id: 'factory-audit' }, status: 'active', person: { id: 'xie-yutong' } });
    expect((await hr.send('issueCredential', { body: { ...issue, requestId } })).body).toEqual(body);
    expect(await refused(hr.send('issueCredential', { body: issue }))).toBe('credential-current');
    expect(await refused(lin.call('listCredentials', { query: { person: 'xie-yutong' } }))).toBe('not-allowed');
  });
});
