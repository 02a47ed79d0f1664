import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';

let zhidu: Console;
beforeAll(async () => {
  zhidu = await Console.open();
});
afterAll(() => zhidu?.close());

describePlaces(
  () => zhidu,
  [
    { name: 'the list of policies', path: () => '/policies', who: 'qin-lang' },
    { name: 'the version in force', path: () => '/policies/POL-01/1?q=考核', who: 'lin-yue' },
    { name: 'a draft with both languages', path: () => '/policies/POL-01/2?both=true&changed=true', who: 'qin-lang' },
    { name: 'a search that finds nothing', path: () => '/policies/POL-01/1?q=nothing-of-the-kind', who: 'lin-yue' },
    { name: 'a comparison', path: () => '/policies/POL-01/diff?from=1&to=2&both=true', who: 'lin-yue' },
    { name: 'the form of a clause', path: () => '/policies/POL-01/2/clauses/6.4', who: 'qin-lang' },
  ],
);

const inClause = (number: string) => `#c-${number.replace('.', String.raw`\.`)}`;

describe('the reader of a policy', () => {
  test('opens the version in force at the clause that an address without a version names', async () => {
    const { page, complaints } = await zhidu.visit('/policies/POL-01#c-12.3', 'lin-yue');
    const clause = page.locator(inClause('12.3'));
    await clause.waitFor();

    expect(new URL(page.url()).pathname).toBe('/policies/POL-01/1');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('c-12.3');
    expect((await clause.boundingBox())?.y).toBeGreaterThan(60);
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.id')).toBe('c-12.4');
    expect(complaints).toEqual([]);
  });

  test('finds words in either language and keeps what is asked in the address', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/1', 'lin-yue');
    await page.getByRole('searchbox', { name: '查找' }).fill('objections');
    await page.getByText('找到 1 条').waitFor();
    await page.getByLabel('中英对照').check();
    expect(await page.locator('mark').allTextContents()).toEqual(['objections']);

    await page.reload();
    await page.getByText('找到 1 条').waitFor();
    await page.getByRole('link', { name: '6.4' }).waitFor();
    expect(await page.getByRole('button', { name: /^修改/ }).count()).toBe(0);
  });

  test('gives a citation with the address of the clause', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/1', 'lin-yue');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator(inClause('6.4')).getByRole('button', { name: '复制引文' }).click();
    await page.getByRole('status').getByText('已复制').waitFor();
    const citation = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(citation).toContain('《跨境电商运营人员制度》第 1 版第 6.4 条');
    expect(citation).toContain('/policies/POL-01/1#c-6.4');
  });

  test('leads from a clause to its law, and from there back to all clauses that cite it', async () => {
    const { page, complaints } = await zhidu.visit('/policies/POL-01/1', 'lin-yue');
    await page.locator(inClause('6.1')).getByRole('link', { name: '《中华人民共和国劳动合同法》第 4 条' }).click();
    await page.getByRole('heading', { level: 1, name: '中华人民共和国劳动合同法' }).waitFor();
    await page.getByRole('link', { name: 'POL-01 § 1.3' }).click();
    await page.locator('.policy-clause.here').getByRole('heading', { name: '1.3' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a comparison of two versions', () => {
  test('shows what was added and taken out of each clause, why, and how much it weighs', async () => {
    const { page, complaints } = await zhidu.visit('/policies/POL-01/1', 'lin-yue');
    await page.getByRole('link', { name: '制度', exact: true }).click();
    await page.getByRole('link', { name: '与第 1 版对比' }).click();
    await page.getByText('新增 1 条，修改 2 条，删除 0 条。').waitFor();

    const change = page.getByRole('article', { name: /^6\.4/ });
    await change.locator('del', { hasText: '五' }).first().waitFor();
    await change.locator('ins', { hasText: '七' }).first().waitFor();
    await change.getByText('修改理由：五个工作日不足以').waitFor();

    await page.getByRole('button', { name: '文字性修改' }).click();
    expect(await page.getByRole('article').count()).toBe(1);
    await page.getByLabel('显示未修改的条款').check();
    await page.getByText('公示三个工作日').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a draft', () => {
  test('is worded clause by clause, and each can be put back as it was', async () => {
    const { page, complaints } = await zhidu.visit('/policies/POL-01/2#c-8.1', 'qin-lang');
    await page.locator(inClause('8.1')).getByRole('link', { name: '修改' }).click();
    await page.getByLabel('中文条文').fill('工作中诚实守信，如实记录。');
    await page.getByLabel('修改理由（中文）').fill('写得更明白');
    await page.getByText('草稿已保存在本机。').waitFor();
    await page.reload();
    expect(await page.getByLabel('中文条文').inputValue()).toBe('工作中诚实守信，如实记录。');
    await page.getByLabel('修改性质').selectOption({ label: '文字性修改' });
    await page.getByLabel('修改理由（英文）').fill('Clearer');
    await page.getByRole('button', { name: '保存到草案' }).click();

    const clause = page.locator(inClause('8.1'));
    await clause.getByText('工作中诚实守信，如实记录。').waitFor();
    await clause.getByText('文字性修改').waitFor();
    await clause.getByRole('link', { name: '修改' }).click();
    await page.getByRole('button', { name: '恢复原文' }).click();
    await page.getByRole('heading', { level: 1, name: /第 2 版/ }).waitFor();
    expect(await clause.getByText('文字性修改').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('takes in a new clause with a law, under the next number of its chapter', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/2', 'qin-lang');
    await page.getByRole('link', { name: /新增条款 ?（第 9 章）/ }).click();
    await page.getByLabel('中文条文').fill('离职前归还全部资料。');
    await page.getByLabel('英文条文').fill('All papers are handed back before leaving.');
    await page.getByRole('button', { name: '添加法律依据' }).click();
    await page.getByLabel('法律法规').selectOption({ label: '中华人民共和国劳动合同法' });
    await page.getByLabel('条文（用逗号分隔）').fill('23、24');
    await page.getByLabel('修改理由（中文）').fill('原先没有写');
    await page.getByLabel('修改理由（英文）').fill('Was missing');
    await page.getByRole('button', { name: '保存到草案' }).click();

    const clause = page.locator('.policy-clause.here');
    await clause.getByText('离职前归还全部资料。').waitFor();
    await clause.getByRole('link', { name: '《中华人民共和国劳动合同法》第 23、24 条' }).waitFor();
    await clause.getByText('新增').waitFor();
    expect(await clause.getAttribute('id')).toBe('c-9.7');
  });

  test('does not take effect while the staff have not been consulted, and the refusal names clause and article', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/2', 'qin-lang');
    await page.getByRole('heading', { name: '生效前还缺什么' }).waitFor();
    await page.getByRole('button', { name: '使其生效' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '使其生效' }).click();
    const refusal = page.getByRole('alert');
    await refusal.getByText('缺少民主程序，不能生效').waitFor();
    await refusal.getByText(/条款 6\.4 .*《劳动合同法》第四条/).waitFor();
    await refusal.getByText('代码 consultation-missing').waitFor();
    const officer = await zhidu.world.as('qin-lang');
    const { body } = await officer.call('getPolicyVersion', { params: { policy: 'POL-01', version: 2 } });
    expect(body.status).toBe('draft');
  });

  test('is where the task to word a chapter leads, and the chapter says that it is being drafted', async () => {
    const officer = await zhidu.world.as('qin-lang');
    const { body } = await officer.send('startProcess', {
      params: { process: 'chapterReview' },
      body: { variables: { policy: 'POL-01', version: 2, chapter: '13' } },
    });
    const task = await zhidu.openTask('qin-lang', String(body.instanceId));
    const { page, complaints } = await zhidu.visit(`/tasks/${encodeURIComponent(task)}`, 'qin-lang');
    await page.getByRole('link', { name: '阅读第 2 版' }).click();
    await page.getByRole('heading', { name: '第 13 章 仓储流程 起草中' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#ch-13');
    expect(complaints).toEqual([]);
  });

  test('is only read by whoever does not draft', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/2/clauses/6.4', 'lin-yue');
    await page.getByText('您不能修改这一版').waitFor();
    expect(await page.getByRole('button', { name: '保存到草案' }).count()).toBe(0);
    await page.getByRole('link', { name: '返回第 2 版' }).click();
    await page.getByText('这是草案，尚未生效').waitFor();
    expect(await page.getByRole('button', { name: '使其生效' }).count()).toBe(0);
  });
});

describe('a version that is given up', () => {
  test('says why, and makes room for the next', async () => {
    const { page } = await zhidu.visit('/policies/POL-01/2', 'qin-lang');
    await page.getByRole('button', { name: '撤回此版本' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/撤回理由/)
      .fill('合并到明年的修订');
    await page.getByRole('dialog').getByRole('button', { name: '撤回此版本' }).click();
    await page.getByText('撤回理由：合并到明年的修订').waitFor();

    await page.getByRole('link', { name: '返回制度清单' }).click();
    await page.getByRole('button', { name: '起草新版本' }).click();
    await page.getByRole('heading', { level: 1, name: /第 3 版/ }).waitFor();
    await page.getByText('与第 1 版对比').waitFor();
    expect(await page.getByText('涉及切身利益').count()).toBeGreaterThan(0);
  });
});
