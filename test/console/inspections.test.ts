import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';
import { Supervised } from './supervision.ts';

let zhidu: Console;
let supervised: Supervised;
let inspection: string;
beforeAll(async () => {
  zhidu = await Console.open();
  supervised = await Supervised.over(zhidu);
  inspection = await supervised.inspected();
});
afterAll(() => zhidu?.close());

const addressOf = (id: string) => `/inspections/${encodeURIComponent(id)}`;

describePlaces(
  () => zhidu,
  [
    { name: 'the list of inspections', path: () => '/inspections', who: 'luo-min' },
    { name: 'a list with nothing in it', path: () => '/inspections?mine=true', who: 'xue-feng' },
    { name: 'the list of findings', path: () => '/inspections?view=findings', who: 'luo-min' },
    { name: 'the plans', path: () => '/inspections?view=plans', who: 'luo-min' },
    { name: 'an inspection', path: () => addressOf(inspection), who: 'luo-min' },
    { name: 'an inspection for whoever was inspected', path: () => addressOf(inspection), who: 'cui-ying' },
    { name: 'an inspection that does not exist', path: () => '/inspections/none', who: 'luo-min' },
  ],
);

describe('an inspection', () => {
  test('is drawn by an auditor, and its sample comes out the same again until a record is changed', async () => {
    const { page, complaints } = await zhidu.visit('/inspections', 'luo-min');
    await page.getByRole('link', { name: '检查计划' }).click();
    await page.getByLabel('流程').selectOption({ label: '采购' });
    await page.waitForURL('**/inspections?view=plans&process=procurement');
    await page.getByRole('button', { name: '立即抽样 抽查：逾期办结的尾款支付' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '立即抽样' }).click();
    await page.getByRole('heading', { name: /抽查：逾期办结的尾款支付 临时抽查/ }).waitFor();
    await page.getByText('从 1 项中抽 1 项').waitFor();

    await page.getByRole('button', { name: '复算样本' }).click();
    await page.getByText('复算一致').waitFor();
    await page.getByText('自己动手验证').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载总体名单' }).click();
    const population = readFileSync(await (await download).path());
    const hash = createHash('sha256').update(population).digest('hex');
    expect(await page.getByText(hash).count()).toBe(1);

    await zhidu.world.db('task').where({ id: 'procurement/P-2026-0102|payBalance' }).update({ due_at: 'infinity' });
    await page.getByRole('button', { name: '复算样本' }).click();
    await page.getByText('复算不一致').waitFor();
    await page.getByText('总体：存档 1 项，复算 0 项').waitFor();
    expect(complaints).toEqual([]);
  });

  test('is refused where nothing was finished, with what one can do instead', async () => {
    const { page } = await zhidu.visit('/inspections?view=plans', 'luo-min');

    await page.getByRole('button', { name: '立即抽样 抽查：合同用印' }).click();
    await page.getByRole('dialog').getByLabel('从哪一天起').fill('2026-11-01');
    await page.getByRole('dialog').getByRole('button', { name: '立即抽样' }).click();

    await page.getByRole('dialog').getByText('没有可抽查的环节').waitFor();
    await page.getByRole('dialog').getByText('nothing-to-inspect').waitFor();
    expect(await zhidu.world.db('inspection').where({ plan_id: 'procurement-signContract' })).toEqual([]);
  });

  test('is no business of those who may not draw', async () => {
    const { page } = await zhidu.visit('/inspections?view=plans', 'lin-yue');
    await page.getByRole('row', { name: /抽查：合同用印/ }).waitFor();

    expect(await page.getByRole('button', { name: /立即抽样/ }).count()).toBe(0);
  });

  test('shows what was found, what was answered, and the case that came of it', async () => {
    const { page, complaints } = await zhidu.visit('/inspections?state=confirmed', 'luo-min');
    await page.getByText('整批不通过').waitFor();
    await page.getByRole('link', { name: /抽查：尾款支付/ }).click();
    await page.getByRole('row', { name: /P-2026-0101.*严重问题.*付款人与批准人为同一人.*有异议/ }).waitFor();
    await page.getByRole('row', { name: /P-2026-0102.*合格/ }).waitFor();

    const finding = page.getByRole('article').filter({ hasText: '严重问题' });
    await finding.getByText('崔莹').waitFor();
    await finding.getByText('办理进度').click();
    await finding.getByRole('link', { name: '立即纠正' }).waitFor();
    await finding.getByRole('link', { name: /^F-procurement-payBalance/ }).click();
    await page.getByRole('heading', { name: /^案件 F-/ }).waitFor();
    await page.getByRole('link', { name: '查看检查' }).click();
    await page.waitForURL(`**${addressOf(inspection)}`);
    expect(complaints).toEqual([]);
  });

  test('shows whoever was inspected their own item and finding, and nobody else’s', async () => {
    const { page } = await zhidu.visit('/inspections', 'long-ze');
    await page.getByRole('link', { name: '问题', exact: true }).click();
    await page.getByLabel('只看由我整改的').check();
    await page.waitForURL('**/inspections?view=findings&mine=true');
    await page.getByText('回单模糊，无法核对金额。').waitFor();
    expect(await page.getByText('付款人与批准人为同一人。').count()).toBe(0);

    await page.getByRole('link', { name: '支付尾款' }).click();
    await page.getByRole('row', { name: /P-2026-0103.*轻微问题/ }).waitFor();
    expect(await page.getByRole('row', { name: /他人办理的环节.*不公开/ }).count()).toBe(2);
    expect(await page.getByText('付款人与批准人为同一人。').count()).toBe(0);
  });
});
