import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';

let zhidu: Console;
let approval: string;
let proposed: string;
let stuck: string;
beforeAll(async () => {
  zhidu = await Console.open();
  approval = await zhidu.proposal('lin-yue', '蓝牙耳机充电盒');
  proposed = instanceOf(approval);
  stuck = await withIncident();
});
afterAll(() => zhidu?.close());

const instanceOf = (task: string) => task.split('|')[0] ?? '';
const addressOf = (instance: string) => `/instances/${encodeURIComponent(instance)}`;

/** An instance whose job has failed: nobody holds the duty that it tells. */
async function withIncident(): Promise<string> {
  const lin = await zhidu.world.as('lin-yue');
  const { body } = await lin.send('startProcess', { params: { process: 'testGuarded' } });
  const taskId = await zhidu.openTask('lin-yue', body.instanceId);
  await (await zhidu.world.as('su-jing')).send('completeTask', { params: { taskId } });
  const incidents = async () =>
    (await lin.call('getInstance', { params: { instanceId: body.instanceId } })).body.incidents;
  await vi.waitFor(async () => expect(await incidents()).toHaveLength(1), { timeout: 30_000 });
  return body.instanceId;
}

describePlaces(
  () => zhidu,
  [
    { name: 'the list of instances', path: () => '/instances?process=procurement', who: 'gu-yang' },
    { name: 'an instance', path: () => addressOf(proposed), who: 'lin-yue' },
    { name: 'what was done in an instance', path: () => `${addressOf(proposed)}?tab=timeline`, who: 'lu-chen' },
    { name: 'what an instance knows', path: () => `${addressOf(stuck)}?tab=data`, who: 'gu-yang' },
    { name: 'an instance that one may not see', path: () => addressOf(proposed), who: 'xue-feng' },
    { name: 'the library of processes', path: () => '/processes?startable=true', who: 'lin-yue' },
    { name: 'a process', path: () => '/processes/tutoring', who: 'gu-yang' },
    { name: 'the figures', path: () => '/facts', who: 'qin-lang' },
    { name: 'operations', path: () => '/operations', who: 'gu-yang' },
    { name: 'lists of parties', path: () => '/registers?name=Quillfether&country=DE', who: 'qin-lang' },
    { name: 'the stock', path: () => '/registers/stock', who: 'ma-jun' },
    { name: 'prices and rates', path: () => '/registers/prices', who: 'gu-yang' },
    { name: 'a complaint', path: () => '/complaints' },
    { name: 'the answer to a complaint', path: () => '/complaints/track' },
    { name: 'imports of records', path: () => '/imports', who: 'gu-yang' },
    { name: 'what sends records in', path: () => '/imports/sources', who: 'gu-yang' },
  ],
);

describe('the list of instances', () => {
  test('is narrowed to a process, a step and those in trouble, and its address can be sent on', async () => {
    const { page, complaints } = await zhidu.visit('/instances', 'gu-yang');
    await page.getByLabel('流程', { exact: true }).selectOption('procurement');
    await page.getByText('各步骤停留情况').click();
    await page.getByRole('link', { name: '1 处停留' }).click();
    await page.getByRole('link', { name: '蓝牙耳机充电盒' }).waitFor();
    expect(new URL(page.url()).searchParams.get('node')).toBe('approveProposal');

    await page.getByLabel('标题或编号').fill('没有这样的流程');
    await page.getByText('没有符合条件的流程实例').waitFor();
    await page.getByLabel('标题或编号').fill('');

    await page.goto(page.url().replace('approveProposal', 'propose'));
    await page.getByText('没有符合条件的流程实例').waitFor();
    await page.getByRole('link', { name: '清除筛选' }).click();
    await page.getByLabel('只看有异常的').check();
    await page.getByRole('link', { name: /^试验/ }).click();

    await page.getByRole('heading', { name: /^试验/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('instances in trouble', () => {
  test('are chosen by key and tried again together, and of each is said what came of it', async () => {
    const { page, complaints } = await zhidu.visit('/instances?incident=true', 'gu-yang');
    await page.getByRole('link', { name: /^试验/ }).focus();
    await page.keyboard.press('x');
    await page.getByText('已选 1 个').waitFor();
    await page.getByRole('button', { name: '重试异常（1）' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '开始重试' }).click();
    await dialog.getByText('已完成 1/1 个，失败 0 个').waitFor();
    await dialog.getByText('已处理', { exact: true }).waitFor();

    await dialog.getByRole('button', { name: '关闭' }).last().click();
    const tried = await zhidu.world.as('gu-yang');
    const history = async () => (await tried.call('getInstance', { params: { instanceId: stuck } })).body.history;
    expect((await history()).map(({ kind }: { kind: string }) => kind)).toContain('incidentRetried');
    await vi.waitFor(async () => expect(await trouble()).toHaveLength(1), { timeout: 30_000 });
    expect(complaints).toEqual([]);

    async function trouble() {
      return (await tried.call('getInstance', { params: { instanceId: stuck } })).body.incidents;
    }
  });
});

describe('an instance', () => {
  test('shows a sign-off by somebody else within two seconds, and the way that it took', async () => {
    const { page, complaints } = await zhidu.visit(addressOf(proposed), 'lin-yue');
    await page.getByText('实时', { exact: true }).waitFor();
    await page.locator('.diagram-flag').first().waitFor();
    expect(await page.locator('[aria-current=step]').allTextContents()).toEqual([expect.stringContaining('审批立项')]);
    const flows = await page.locator('.djs-connection.passed').count();

    const lu = await zhidu.world.as('lu-chen');
    await lu.send('signOffTask', { params: { taskId: approval }, body: { verdict: 'approved', comment: '同意立项' } });

    await page.locator('[aria-current=step]').filter({ hasText: '提名供应商' }).waitFor({ timeout: 2_000 });
    await page.locator('.diagram-flag').nth(2).waitFor();
    expect(await page.locator('.djs-connection.passed').count()).toBeGreaterThan(flows);
    await page.getByRole('tab', { name: '时间线' }).click();
    const done = page.getByRole('listitem').filter({ hasText: '审批立项' }).first();
    expect(await done.textContent()).toMatch(/陆晨.*已同意.*同意立项.*POL-01 § 3\.2/);
    expect(complaints).toEqual([]);
  });

  test('that is in trouble is tried again with a corrected variable, which is then among its data', async () => {
    const { page, complaints } = await zhidu.visit(addressOf(stuck), 'gu-yang');
    await page.getByRole('button', { name: '重试' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '添加变量' }).click();
    await dialog.getByLabel('变量名').fill('注记');
    await dialog.getByLabel('值（JSON）').fill('换人');
    await dialog.getByRole('button', { name: '重试' }).click();
    await dialog.getByText('这不是有效的 JSON').waitFor();

    await dialog.getByLabel('值（JSON）').fill('"换人"');
    await dialog.getByRole('button', { name: '重试' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('tab', { name: '数据' }).click();
    await page.getByRole('row', { name: '注记 换人' }).waitFor();
    await page.getByRole('tab', { name: '时间线' }).click();
    await page.getByText('全部事件记录').click();
    await page.getByText('重试了异常').first().waitFor();
    expect(await page.getByText('重试了异常').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('is cancelled with a reason by whoever started it', async () => {
    const task = await zhidu.purchase('zhao-yifan', '折叠椅');
    const { page } = await zhidu.visit(`/tasks/${encodeURIComponent(task)}`, 'zhao-yifan');
    await page.getByRole('link', { name: /^查看流程实例/ }).click();
    await page.getByRole('button', { name: '撤销流程' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/理由/).fill('不需要了');
    await dialog.getByRole('button', { name: '撤销流程' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await page.getByText('已撤销', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: '撤销流程' }).count()).toBe(0);
  });
});

describe('the library of processes', () => {
  test('leads to a process, says in words what a version changed, and where it is started', async () => {
    await deployOtherwise('testApproval', (xml) => xml.replace('duty="category-manager"', 'duty="department-head"'));
    const { page, complaints } = await zhidu.visit('/processes', 'lin-yue');
    await page.getByLabel('名称或用途').fill('testApproval');
    await page.getByRole('link', { name: '试验', exact: true }).click();

    const change = page.getByRole('listitem').filter({ hasText: '修改' }).first();
    await change.waitFor();
    expect(await change.textContent()).toContain('职责：审批选品立项 → 部门负责');
    await page.getByRole('link', { name: '第 1 版' }).click();
    await page.getByText('第 1 版，已有新版').waitFor();
    await page.getByRole('link', { name: '发起', exact: true }).last().click();
    await page.waitForURL('**/start/testApproval');
    expect(complaints).toEqual([]);
  });
});

/** Deploys a process once more, with its model rewritten. */
async function deployOtherwise(process: string, rewrite: (xml: string) => string): Promise<void> {
  const officer = await zhidu.world.as('qin-lang');
  const { body } = await officer.call('getProcess', { params: { process } });
  const { status, problem } = await officer.send('deployProcess', { body: { xml: rewrite(body.xml) } });
  if (status !== 200) throw new Error(JSON.stringify(problem));
}

describe('the figures', () => {
  test('are added up by what one chooses, for those one may see, and taken away as a file', async () => {
    const { page, complaints } = await zhidu.visit('/facts', 'lu-chen');
    const table = page.getByRole('table', { name: '已办步骤，按流程' });
    await table.getByRole('link', { name: '采购' }).click();
    await page
      .getByRole('table', { name: '已办步骤，按步骤' })
      .getByRole('row', { name: /^选品立项 [1-9]/ })
      .waitFor();
    await page.getByRole('table', { name: '采购指标' }).waitFor();

    const loading = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出 CSV' }).click();
    expect((await loading).suggestedFilename()).toMatch(/\.csv$/);
    expect(complaints).toEqual([]);
  });

  test('have what machines did apart, for those who see everything', async () => {
    const { page, complaints } = await zhidu.visit('/facts?steps=machine&by=node', 'qin-lang');
    const row = page.getByRole('table', { name: '已办步骤，按步骤' }).getByRole('row', { name: /^判定品类风险 [1-9]/ });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/[\d.]+ 毫?秒/);
    expect(complaints).toEqual([]);
  });
});

describe('operations', () => {
  test('see what has stopped and where to look in the Temporal UI; nobody else does', async () => {
    const { page } = await zhidu.visit('/operations', 'gu-yang');
    await page.getByRole('button', { name: /^查看 试验/ }).click();
    await page.getByRole('button', { name: '重试' }).waitFor();
    const link = page.getByRole('link', { name: /^已逾期/ });
    expect(await link.getAttribute('href')).toContain('/workflows?query=');

    const other = await zhidu.visit('/operations', 'lin-yue');
    await other.page.getByText('此页供系统运维使用').waitFor();
    expect(await other.page.getByRole('link', { name: '运维' }).count()).toBe(0);
  });
});
