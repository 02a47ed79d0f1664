import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Console, pdf } from './console.ts';

let zhidu: Console;
beforeAll(async () => {
  zhidu = await Console.open();
});
afterAll(() => zhidu?.close());

const addressOf = (task: string) => `/tasks/${encodeURIComponent(task)}`;

describe('a purchase', () => {
  test('is started by whoever one chose to be, and is then in the inbox', async () => {
    const { page, complaints } = await zhidu.visit('/');
    await page.getByRole('button', { name: '林悦' }).click();
    await page.getByRole('link', { name: '发起', exact: true }).click();
    await page.getByRole('link', { name: /^采购/ }).click();
    await page.waitForURL('**/start/procurement');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请填写此项。').first().waitFor();

    await page.getByLabel('商品').fill('儿童保温杯');
    await page.getByLabel('品类').selectOption({ label: '家居' });
    await page.getByLabel('美国').check();
    await page.getByLabel('计划数量').fill('5000');
    await page.getByLabel('预计采购额').fill('120000.50');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('已发起').waitFor();
    await page.getByRole('link', { name: '待办', exact: true }).click();

    await page.getByRole('article').filter({ hasText: '儿童保温杯' }).getByRole('link', { name: '选品立项' }).click();
    await page.getByText('¥120,000.50').waitFor();
    expect(complaints).toEqual([]);
  });

  test('is proposed with a file as evidence, whose hash is shown, and what was typed survives a reload', async () => {
    const task = await zhidu.purchase('zhao-yifan', '硅胶模具');
    const { page, complaints } = await zhidu.visit(addressOf(task), 'zhao-yifan');
    await page.getByRole('button', { name: '认领' }).click();
    await page.getByRole('button', { name: '退领' }).waitFor();

    await page.getByLabel('规格与卖点').fill('食品级硅胶');
    await page.getByText('草稿已保存在本机。').waitFor();
    await page.reload();
    expect(await page.getByLabel('规格与卖点').inputValue()).toBe('食品级硅胶');

    await page.getByLabel('市场准入结论').selectOption({ index: 1 });
    await page.getByLabel('单件到岸成本').fill('12.30');
    await page.getByLabel('目标售价').fill('49');
    const file = { name: '准入核对.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('SHA-256').waitFor();
    await page.getByRole('button', { name: '提交' }).click();

    await page.getByText('您已办结此任务：').waitFor();
    await page.getByRole('definition').filter({ hasText: '食品级硅胶' }).waitFor();
    expect(await page.getByRole('button', { name: '提交' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('is approved by a manager, who sees what was entered, the clause, and where the process stands', async () => {
    const task = await zhidu.proposal('lin-yue', '蓝牙耳机');
    const { page, complaints } = await zhidu.visit(addressOf(task), 'lu-chen');
    await page.getByRole('link', { name: 'market.pdf' }).waitFor();
    await page.getByText('POL-01 § 3.2').waitFor();
    await page.getByRole('tab', { name: '流程图' }).click();
    await page.locator('.diagram-flag', { hasText: '您在这里' }).waitFor();
    expect(await page.locator('[aria-current=step]').textContent()).toContain('审批立项');
    await page.getByRole('tab', { name: '办理', exact: true }).click();

    await page.getByRole('button', { name: '同意' }).click();
    await page.getByRole('dialog').getByLabel('意见').fill('同意立项');
    await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
    await page.getByText('您已办结此任务：').waitFor();

    await page.getByRole('tab', { name: '办理记录' }).click();
    await page.getByText('同意立项').waitFor();
    expect(complaints).toEqual([]);
  });

  test('is rejected with a reason only', async () => {
    const task = await zhidu.proposal('lin-yue', '露营灯');
    const { page } = await zhidu.visit(addressOf(task), 'lu-chen');
    await page.getByRole('button', { name: '拒绝' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '拒绝' }).click();
    expect(await dialog.locator('textarea:invalid').count()).toBe(1);

    await dialog.getByLabel('理由').fill('毛利不足');
    await dialog.getByRole('button', { name: '拒绝' }).click();

    await page.getByText('您已办结此任务： 已拒绝').waitFor();
  });

  test('goes back to an earlier step, and to another person', async () => {
    const task = await zhidu.proposal('lin-yue', '瑜伽垫');
    const { page } = await zhidu.visit(addressOf(task), 'lu-chen');
    await page.getByRole('button', { name: '转交' }).click();
    await page.getByRole('dialog').getByLabel('沈薇').check();
    await page.getByRole('dialog').getByRole('button', { name: '转交' }).click();
    await page.getByRole('complementary').getByText('沈薇').first().waitFor();

    const next = await zhidu.visit(addressOf(task), 'shen-wei');
    await next.page.getByRole('button', { name: '退回' }).click();
    await next.page.getByRole('dialog').getByLabel('理由').fill('请补充检测报告');
    await next.page.getByRole('dialog').getByRole('button', { name: '退回' }).click();

    await next.page.getByText('您已办结此任务： 已退回').waitFor();
    const { body } = await (await zhidu.world.as('lin-yue')).call('listTasks');
    expect(body.items).toContainEqual(expect.objectContaining({ title: '瑜伽垫', node: 'propose' }));
  });

  test('is approved by nobody who asked for it, and the page says why', async () => {
    const task = await zhidu.proposal('fang-yu', '折叠雨伞');

    const { page } = await zhidu.visit(addressOf(task), 'fang-yu');

    await page.getByText('不能由您审批').first().waitFor();
    expect(await page.getByRole('button', { name: '同意' }).count()).toBe(0);
  });

  test('that somebody else decided meanwhile says who and when', async () => {
    const task = await zhidu.proposal('lin-yue', '宠物饮水机');
    const { page } = await zhidu.visit(addressOf(task), 'lu-chen');
    await page.getByRole('button', { name: '同意' }).click();
    const faster = await zhidu.world.as('shen-wei');
    await faster.send('signOffTask', { params: { taskId: task }, body: { verdict: 'rejected', comment: '不做' } });

    await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();

    await page.getByRole('dialog').getByText('您的操作没有生效').waitFor();
    const notice = page.getByRole('status').filter({ hasText: '此任务已办结： 已拒绝' });
    expect(await notice.textContent()).toMatch(/沈薇.*\d{4}年\d+月\d+日 周. \d\d:\d\d \(UTC\+8\)/);
  });

  test('with a script for a name is shown as it was typed, and nothing runs', async () => {
    const item = '<img src=x onerror="document.title=1">';
    const task = await zhidu.purchase('lin-yue', item);
    const { page, complaints } = await zhidu.visit(addressOf(task), 'lin-yue');

    await page.getByText(item).first().waitFor();

    expect(await page.locator('img[src=x]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
