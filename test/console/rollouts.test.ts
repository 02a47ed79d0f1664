import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWave } from '../api/learning.ts';
import { rolloutsIn } from '../api/rollouts.ts';
import { Console, pdf } from './console.ts';
import { describePlaces } from './places.ts';

let zhidu: Console;
let rollouts: ReturnType<typeof rolloutsIn>;
let conditional: string;
let wave: string;
beforeAll(async () => {
  zhidu = await Console.open();
  rollouts = rolloutsIn(zhidu.world);
  conditional = (await rollouts.conditional()).rollout;
  wave = await openWave(zhidu.world, ['lin-yue', 'zhao-yifan', 'wang-siqi']);
});
afterAll(() => zhidu?.close());

const boardOf = (rollout: string, phase = '') =>
  `/rollouts/${encodeURIComponent(rollout)}${phase && `?phase=${phase}`}`;

describePlaces(
  () => zhidu,
  [
    { name: 'the list of rollouts', path: () => '/rollouts', who: 'qin-lang' },
    { name: 'a filter that finds no rollout', path: () => '/rollouts?state=completed', who: 'shen-wei' },
    { name: 'the form of a new rollout', path: () => '/rollouts/new', who: 'qin-lang' },
    { name: 'a gate that was passed on conditions', path: () => boardOf(conditional, 'plan'), who: 'qin-lang' },
    { name: 'the waves of a rollout', path: () => boardOf(conditional, 'train'), who: 'shen-wei' },
    { name: 'a wave', path: () => `/waves/${encodeURIComponent(wave)}`, who: 'shen-wei' },
    { name: 'a rollout that does not exist', path: () => boardOf('rollout/nothing@v1'), who: 'qin-lang' },
  ],
);

describe('the board of a rollout', () => {
  test('is where an officer creates one, sees what a launch lacks, and launches its first phase', async () => {
    const { page, complaints } = await zhidu.visit('/rollouts', 'qin-lang');
    await page.getByRole('link', { name: '新建推行' }).click();
    await page.getByLabel('制度版本').selectOption('POL-01@1');
    expect(await page.getByLabel('名称', { exact: true }).inputValue()).toMatch(/^推行《.+》第 1 版$/);
    const choose = async (group: string, who: string) => {
      const field = page.getByRole('group', { name: group, exact: true });
      await field.getByRole('searchbox').fill(who);
      await field.getByRole('button', { name: new RegExp(who) }).click();
    };
    await page.getByRole('button', { name: '新建推行' }).click();
    await page.getByLabel('批次名称', { exact: true }).fill('运营部试点');
    await page.getByLabel('批次英文名称').fill('Pilot in operations');
    await page.getByLabel('完成期限').fill('2027-03-01');
    await page.getByRole('button', { name: '新建推行' }).click();
    await page
      .getByRole('alert')
      .getByText(/^请先选择：负责人、“制定计划”关口签署人/)
      .waitFor();
    for (const phase of ['制定计划', '建立制度', '培训实施', '监督管理']) await choose(`“${phase}”关口签署人`, '苏静');
    await choose('负责人', '沈薇');
    await choose('第 1 批负责人', '陆晨');
    await page
      .getByRole('status', { name: '第 1 批的适用人员范围' })
      .getByText(/\d+ 人参加/)
      .waitFor();
    await page.getByLabel('运营部', { exact: true }).check();
    await page.getByLabel('运营专员', { exact: true }).check();
    await page.getByText('5 人参加').waitFor();
    await page.getByRole('button', { name: '新建推行' }).click();

    await page.getByRole('heading', { name: /^推行《/, level: 1 }).waitFor();
    const phases = page.getByRole('navigation', { name: '四个阶段' });
    await phases.getByRole('link', { name: /培训实施/ }).click();
    await page.getByRole('button', { name: '启动这一阶段' }).click();
    await page
      .getByRole('alert')
      .getByText(/现在轮到的是“制定计划”阶段/)
      .waitFor();
    await phases.getByRole('link', { name: /制定计划/ }).click();
    await page.getByRole('button', { name: '启动这一阶段' }).click();

    await page.getByText('由 秦朗 启动于').waitFor();
    await page.getByRole('listitem').filter({ hasText: '启动了“制定计划”阶段' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('leads each to their own task, and shows who else has which step', async () => {
    const rollout = await rollouts.open();
    const task = await rollouts.task(rollout, 'fillPlan');
    const officer = await zhidu.visit(boardOf(rollout), 'qin-lang');
    const way = officer.page.getByRole('link', { name: '去办理' });
    await way.waitFor();
    expect(await way.getAttribute('href')).toBe(`/tasks/${encodeURIComponent(task)}`);

    const { page } = await zhidu.visit(boardOf(rollout), 'shen-wei');
    await page.getByRole('button', { name: /^看步骤/ }).waitFor();
    expect(await page.getByRole('link', { name: '去办理' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '启动这一阶段' }).count()).toBe(0);
  });

  test('keeps facts and signatures of a gate; a condition is met with evidence', async () => {
    const { page, complaints } = await zhidu.visit(boardOf(conditional, 'plan'), 'qin-lang');
    await page
      .getByRole('table', { name: '签署' })
      .getByRole('row', { name: /苏静.*已同意/ })
      .waitFor();
    expect(await page.getByRole('table', { name: '关口的事实' }).getByText('未达到').count()).toBe(0);
    await page.getByRole('button', { name: '登记已满足' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/如何满足的/).fill('已补充 10 月退货率。');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'baseline.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf),
    });
    await dialog.getByText('baseline.pdf').waitFor();
    await dialog.getByRole('button', { name: '登记已满足' }).click();

    await page.getByText('已补充 10 月退货率。').first().waitFor();
    await page.getByRole('link', { name: 'baseline.pdf' }).waitFor();
    await page.getByText('已满足', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('is paused, resumed and taken back with reasons, which the record keeps', async () => {
    const rollout = await rollouts.open();
    const { page } = await zhidu.visit(boardOf(rollout), 'qin-lang');
    const dialog = page.getByRole('dialog');
    const give = async (act: string, reason: string) => {
      await page.getByRole('button', { name: act, exact: true }).click();
      await dialog.getByLabel(/理由/).fill(reason);
      await dialog.getByRole('button', { name: act, exact: true }).click();
      await page.getByRole('listitem').filter({ hasText: reason }).waitFor();
    };
    await give('暂停', '等待法务意见');
    await page.getByRole('button', { name: '恢复' }).click();
    await give('退回这一阶段', '章程要重写');
    await page.getByText('已退回').first().waitFor();
    await give('取消推行', '改为与年度修订合并');

    await page.getByRole('heading', { level: 1 }).getByText('已取消').waitFor();
    expect(await page.getByRole('button', { name: /启动/ }).count()).toBe(0);
  });
});

describe('a wave', () => {
  test('shows how far its people are and who is late, and its manager reminds them all', async () => {
    const { page, complaints } = await zhidu.visit(`/waves/${encodeURIComponent(wave)}`, 'shen-wei');
    await page.getByRole('row', { name: /林悦/ }).waitFor();
    expect(await page.getByRole('table', { name: '未完成人员' }).getByRole('row').count()).toBe(4);

    await page.getByRole('button', { name: '提醒全部未完成人员' }).click();

    await page.getByText('提醒已发出').waitFor();
    expect(complaints).toEqual([]);
  });

  test('is not for those who do not oversee it', async () => {
    const { page } = await zhidu.visit(`/waves/${encodeURIComponent(wave)}`, 'lin-yue');

    await page.getByRole('alert').getByText('没有这个培训批次').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
  });
});
