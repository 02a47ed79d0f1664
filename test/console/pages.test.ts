import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';

let zhidu: Console;
let task: string;
let approval: string;
beforeAll(async () => {
  zhidu = await Console.open();
  task = await zhidu.purchase('lin-yue', '儿童保温杯');
  approval = await zhidu.proposal('lin-yue', '蓝牙耳机充电盒');
});
afterAll(() => zhidu?.close());

describePlaces(
  () => zhidu,
  [
    { name: 'the sign-in page', path: () => '/sign-in' },
    { name: 'the page of a one-time link', path: () => '/redeem#setup-0123456789012345678901234567890' },
    { name: 'the inbox', path: () => '/inbox', who: 'lin-yue' },
    { name: 'an empty box', path: () => '/inbox?box=done', who: 'xue-feng' },
    { name: 'a task with its form', path: () => `/tasks/${encodeURIComponent(task)}`, who: 'lin-yue' },
    { name: 'an approval', path: () => `/tasks/${encodeURIComponent(approval)}`, who: 'lu-chen' },
    { name: 'the diagram', path: () => `/tasks/${encodeURIComponent(approval)}?tab=diagram`, who: 'lu-chen' },
    { name: 'the history', path: () => `/tasks/${encodeURIComponent(approval)}?tab=history`, who: 'lu-chen' },
    { name: 'the start of a purchase', path: () => '/start/procurement', who: 'lin-yue' },
    { name: 'a task that does not exist', path: () => '/tasks/nothing', who: 'lin-yue' },
  ],
);

describe('the frame', () => {
  test('leads whoever is not signed in to the sign-in page, and back to where they wanted to go', async () => {
    const { page } = await zhidu.visit('/inbox?box=started');
    await page.waitForURL('**/sign-in?next=**');

    await page.getByRole('button', { name: '林悦' }).click();

    await page.waitForURL('**/inbox?box=started');
    expect(await page.getByRole('link', { name: '我发起的' }).getAttribute('aria-current')).toBe('page');
  });

  test('lets in whoever was invited, once a password is chosen by the one-time link', async () => {
    const administrator = await zhidu.world.as('gu-yang');
    const person = { id: 'ke-xin', name: { 'zh-CN': '柯欣', en: 'Ke Xin' }, department: 'operations' };
    const { body } = await administrator.send('createInvite', {
      body: { person, login: 'kexin', roles: ['operator'] },
    });
    const { page, complaints } = await zhidu.visit(`/redeem#${body.token}`);
    await page.getByLabel('密码', { exact: true }).fill('茶马古道-2026-雪山');
    await page.getByLabel('再输入一次密码').fill('茶马古道-2026-雪');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('两次输入的密码不一致。').waitFor();
    await page.getByLabel('再输入一次密码').fill('茶马古道-2026-雪山');
    await page.getByRole('button', { name: '保存' }).click();

    await page.getByRole('link', { name: '去登录' }).click();
    await page.getByText('用账号和密码登录').click();
    await page.getByLabel('账号').fill('kexin');
    await page.getByLabel('密码', { exact: true }).fill('错了');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').getByText('登录失败').waitFor();
    await page.getByLabel('密码', { exact: true }).fill('茶马古道-2026-雪山');
    await page.getByRole('button', { name: '登录', exact: true }).click();

    await page.getByRole('button', { name: '柯欣' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('switches to English at once, forms and diagrams included, and remembers it', async () => {
    const { page } = await zhidu.visit(`/tasks/${encodeURIComponent(task)}`, 'lin-yue');
    await page.getByRole('heading', { name: '选品立项', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'English' }).click();

    await page.getByRole('heading', { name: 'Propose the product', level: 1 }).waitFor();
    await page.getByLabel('Specification and selling points').waitFor();
    await page.getByRole('tab', { name: 'Diagram' }).click();
    await page.locator('.djs-container').getByText('Approve the').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Propose the product', level: 1 }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '选品立项', level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  });

  test('is worked with by keys, which can be turned off', async () => {
    const { page } = await zhidu.visit('/inbox', 'lin-yue');
    await page.getByRole('article').first().waitFor();

    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.closest(".tile") !== null')).toBe(true);
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.waitForURL('**/start');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByRole('switch').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    expect(page.url()).toMatch(/\/start$/);
  });

  test('tells what the company has told one, and forgets it when it was read', async () => {
    const { page } = await zhidu.visit('/inbox', 'lin-yue');
    await page.getByRole('button', { name: /^通知，未读 [1-9]/ }).click();

    await page.getByRole('button', { name: '全部标为已读' }).click();

    await page.getByRole('button', { name: '通知，未读 0 条' }).waitFor();
    const { body } = await (await zhidu.world.as('lin-yue')).call('listNotifications', { query: { unread: 'true' } });
    expect(body.items).toEqual([]);
  });

  test('keeps the filters of the inbox in the address', async () => {
    const { page } = await zhidu.visit('/inbox', 'lin-yue');
    await page.getByLabel('流程').selectOption('procurement');
    await page.getByLabel('只看逾期').check();

    await page.waitForURL('**/inbox?process=procurement&overdue=true');
    await page.getByText('没有符合筛选条件的任务').waitFor();
    await page.getByRole('link', { name: '清除筛选' }).click();
    await page.getByRole('article').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
