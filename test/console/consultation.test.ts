import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsultation } from '../../store/consultations.ts';
import { clausesOf } from '../../store/policyDrafts.ts';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';

const draft = { policy: 'POL-01', version: 2 };
const address = '/policies/POL-01/2/consultation';

let zhidu: Console;
beforeAll(async () => {
  zhidu = await Console.open();
  const { db } = zhidu.world;
  const clause = (await clausesOf(db, draft)).find(({ number }) => number === '6.4');
  await openConsultation(db, {
    ...draft,
    mode: 'all-staff',
    draftHash: 'as-drafted',
    clauses: [{ id: 'POL-01#6.4', clause }],
    instance: null,
    at: new Date(),
  });
  const lin = await zhidu.world.as('zhao-yifan');
  await lin.send('submitOpinion', { params: { policy: 'POL-01', version: '2' }, body: { text: '希望公布异议模板' } });
});
afterAll(() => zhidu?.close());

describePlaces(
  () => zhidu,
  [
    { name: 'a consultation, as the staff see it', path: () => address, who: 'lin-yue' },
    { name: 'a consultation, as an officer sees it', path: () => address, who: 'qin-lang' },
    { name: 'a filter that finds no opinion', path: () => `${address}?clause=POL-01%236.4`, who: 'qin-lang' },
    { name: 'a consultation that is over', path: () => '/policies/POL-01/1/consultation', who: 'lin-yue' },
  ],
);

describe('a consultation', () => {
  test('takes what somebody thinks of a clause, and an officer answers it', async () => {
    const { page, complaints } = await zhidu.visit(address, 'lin-yue');
    await page.getByRole('button', { name: '对此条提意见' }).click();
    await page.getByLabel('意见内容').fill('七个工作日在旺季仍然偏短');
    await page.getByRole('button', { name: '提交意见' }).click();
    await page.getByText('意见已提交').waitFor();
    const mine = page.getByRole('article').filter({ hasText: '七个工作日在旺季仍然偏短' });
    await mine.getByText('待答复').waitFor();
    expect(await mine.getByRole('button', { name: '答复' }).count()).toBe(0);

    const officer = await zhidu.visit(`${address}?unanswered=true`, 'qin-lang');
    const opinion = officer.page.getByRole('article').filter({ hasText: '七个工作日在旺季仍然偏短' });
    await opinion.getByRole('button', { name: '答复' }).click();
    await opinion.getByLabel('部分采纳').check();
    await opinion.getByLabel('理由').fill('平台数据延迟时可以书面延长');
    await opinion.getByRole('button', { name: '提交答复' }).click();
    await opinion.waitFor({ state: 'detached' });

    await mine.getByText('部分采纳').waitFor();
    await mine.getByText('平台数据延迟时可以书面延长').waitFor();
    await page.getByText('未答复 1 条').waitFor();
    expect([...complaints, ...officer.complaints]).toEqual([]);
  });

  test('is found from the draft, and says so when none has been opened', async () => {
    const officer = await zhidu.world.as('qin-lang');
    await officer.send('withdrawPolicyVersion', {
      params: { policy: 'POL-01', version: '2' },
      body: { reason: 'again' },
    });
    await officer.send('draftPolicyVersion', { params: { policy: 'POL-01' } });
    const { page } = await zhidu.visit('/policies/POL-01/3', 'lin-yue');
    await page.getByRole('link', { name: '征求意见', exact: true }).click();
    await page.getByText('还没有征求意见').waitFor();
    expect(await page.getByRole('button', { name: '提交意见' }).count()).toBe(0);
  });
});
