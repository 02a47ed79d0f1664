import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { teach } from '../workflows/finished.ts';
import { Console, pdf } from './console.ts';
import { describePlaces } from './places.ts';
import { Supervised } from './supervision.ts';

let zhidu: Console;
let supervised: Supervised;
let noticed: string;
let decided: string;
beforeAll(async () => {
  zhidu = await Console.open();
  supervised = await Supervised.over(zhidu);
  noticed = await supervised.noticed('ma-jun');
  await teach(zhidu.world.db, 'lu-xin', ['8'], new Date('2026-10-01'));
  decided = await supervised.noticed('lu-xin');
  await supervised.does(`violationCase/${decided}`, 'state', { statement: '已经补登记，愿意赔偿。' });
  await supervised.decided(decided, {
    measures: ['written-warning', 'loss-compensation'],
    reasons: '合同有约定，分五个月赔偿。',
    compensation: yuan(1_000),
    actualLoss: yuan(5_000),
    monthWage: yuan(6_000),
    minimumWage: yuan(2_360),
    contractBasis: '劳动合同第九条',
  });
});
afterAll(() => zhidu?.close());

const yuan = (amount: number) => amount * 100;
const addressOf = (id: string) => `/cases/${encodeURIComponent(id)}`;

describePlaces(
  () => zhidu,
  [
    { name: 'the list of cases', path: () => '/cases', who: 'qin-lang' },
    { name: 'a list with no case in it', path: () => '/cases', who: 'xue-feng' },
    { name: 'a report', path: () => '/cases/report', who: 'wang-siqi' },
    { name: 'a case for whoever handles it', path: () => addressOf(noticed), who: 'qin-lang' },
    { name: 'a case for whoever it is about', path: () => addressOf(noticed), who: 'ma-jun' },
    { name: 'a case for whoever reported it', path: () => addressOf(noticed), who: 'wang-siqi' },
    { name: 'a case that was decided', path: () => addressOf(decided), who: 'qin-lang' },
    { name: 'a case that one may not see', path: () => addressOf(noticed), who: 'xue-feng' },
  ],
);

describe('a violation', () => {
  test('is reported with evidence; whoever reported it then sees no more than how far it has come', async () => {
    const { page, complaints } = await zhidu.visit('/cases', 'zhao-yifan');
    await page.getByRole('link', { name: '报告违规' }).first().click();
    await page.getByLabel('涉及条款').selectOption({ value: 'POL-01#8.2' });
    await page.getByLabel('行为日期').fill('2026-11-20');
    await page.getByLabel('反映的情况').fill('收到供应商的购物卡，没有登记。');
    await page.getByRole('button', { name: '提交报告' }).click();
    await page.getByText('请填写此项。').waitFor();

    await page.getByRole('searchbox').fill('谢雨桐');
    await page.getByRole('button', { name: /谢雨桐/ }).click();
    const file = { name: '聊天记录.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('SHA-256').waitFor();
    await page.getByRole('button', { name: '提交报告' }).click();

    await page.getByText('您报告了本案。').waitFor();
    await page.getByText('收到供应商的购物卡，没有登记。').waitFor();
    expect(await page.getByText('谢雨桐').count()).toBe(0);
    await page.getByRole('link', { name: '← 违规案件' }).click();
    await page.getByRole('link', { name: /我报告的案件/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('of one’s own is reported without naming anybody, and comes as a self-report', async () => {
    const { page } = await zhidu.visit('/start/violationCase', 'li-haoran');
    await page.waitForURL('**/cases/report');
    await page.getByLabel('我自己').check();
    await page.getByLabel('涉及条款').selectOption({ value: 'POL-01#8.2' });
    await page.getByLabel('行为日期').fill('2026-11-23');
    await page.getByLabel('反映的情况').fill('收了供应商的月饼，忘记登记。');

    await page.getByRole('button', { name: '提交报告' }).click();

    await page.getByText('您是本案当事人。').waitFor();
    await page.getByText('主动报告', { exact: true }).waitFor();
    const [file] = await zhidu.world.db('violation_case').where({ respondent_id: 'li-haoran' });
    expect(file).toMatchObject({ source: 'self-report', reporter_id: 'li-haoran' });
  });
});

describe('a case', () => {
  test('is answered by whoever it is about, who is not told who reported it', async () => {
    const { page, complaints } = await zhidu.visit('/cases', 'ma-jun');
    await page.getByRole('link', { name: /马骏/ }).click();
    await page.getByText('价值约 300 元').waitFor();
    await page.getByRole('link', { name: /礼品照片/ }).waitFor();
    expect(await page.getByText('王思琪').count()).toBe(0);

    await page.getByRole('link', { name: '陈述申辩' }).click();
    await page.getByLabel('陈述与申辩').fill('当天已口头告知主管。');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('您已办结此任务：').waitFor();
    await page.goto(addressOf(noticed));

    await page.getByText('当天已口头告知主管。').waitFor();
    const handler = await zhidu.visit(addressOf(noticed), 'xu-wenbo');
    await handler.page.getByText('只能提醒和再培训').waitFor();
    await handler.page.getByRole('listitem').filter({ hasText: '本人已签收该版本' }).getByText('未满足').waitFor();
    expect(complaints).toEqual([]);
  });

  test('shows those who handle it what can be held against the person, and what is to be done by when', async () => {
    const { page } = await zhidu.visit('/cases?state=closed', 'qin-lang');
    await page.getByRole('link', { name: /卢欣/ }).click();

    await page.getByText('可以据此处理').waitFor();
    await page.getByRole('listitem').filter({ hasText: '本人已签收该版本' }).getByText('已满足').waitFor();
    await page.getByText('书面警告、赔偿实际损失', { exact: true }).waitFor();
    await page.getByText('当面签收').waitFor();
    await page.getByText(/^已办结 \d+ 步/).click();
    await page.getByRole('listitem').filter({ hasText: '送达决定' }).waitFor();
    expect(await page.getByRole('link', { name: 'POL-01 § 8.2（第 1 版）' }).getAttribute('href')).toBe(
      '/policies/POL-01/1#c-8.2',
    );
  });

  test('works a compensation out before the eyes of whoever pays it', async () => {
    const { page } = await zhidu.visit(addressOf(decided), 'lu-xin');

    const table = page.getByRole('table', { name: '每月赔偿上限的计算' });
    await table.getByRole('row', { name: '当月工资 ¥6,000.00 的 20% ¥1,200.00' }).waitFor();
    await table.getByRole('row', { name: '当月工资 ¥6,000.00 减去最低工资 ¥2,360.00 ¥3,640.00' }).waitFor();
    await table.getByRole('row', { name: '三者取最低 ¥1,200.00' }).waitFor();
    await page.getByText('每月赔偿 ¥1,000.00，不超过上限。').waitFor();
    expect(await page.getByText('王思琪').count()).toBe(0);
  });

  test('is not even known to anybody without a part in it', async () => {
    const { page } = await zhidu.visit(addressOf(noticed), 'xue-feng');

    await page.getByText('找不到这个案件').waitFor();
    expect(await page.getByText('马骏').count()).toBe(0);
  });
});
