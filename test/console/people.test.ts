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
    { name: 'the list of people', path: () => '/people', who: 'he-jia' },
    { name: 'a search that finds nobody', path: () => '/people?q=nobody-at-all', who: 'lin-yue' },
    { name: 'the page of a person', path: () => '/people/lin-yue', who: 'he-jia' },
    { name: 'the import of a list', path: () => '/people/import', who: 'he-jia' },
  ],
);

describe('the list of people', () => {
  test('is searched by name and department, and its address can be sent on', async () => {
    const { page } = await zhidu.visit('/people', 'lin-yue');
    await page.getByLabel('按姓名或工号查找').fill('林');
    await page.getByRole('row', { name: /林悦/ }).waitFor();
    await page.getByLabel('部门').selectOption('finance');
    await page.getByText('没有符合条件的人员。').waitFor();

    await page.goto(page.url().replace('department=finance', 'department=operations'));
    await page.getByRole('link', { name: '林悦' }).click();

    await page.getByRole('heading', { name: /林悦/ }).waitFor();
    await page.getByRole('link', { name: '陆晨' }).waitFor();
    expect(await page.getByRole('button', { name: '办理离职' }).count()).toBe(0);
  });

  test('is taken in from a file: looked at first, corrected, then written', async () => {
    const { page, complaints } = await zhidu.visit('/people', 'he-jia');
    await page.getByRole('link', { name: '导入名单' }).click();
    const text = page.getByLabel('或直接粘贴名单');
    await text.fill('工号,姓名,部门,上级\nqiao-mu,乔木,月球,lu-chen\n');
    await page.getByRole('button', { name: '先检查，不写入' }).click();
    await page.getByRole('row', { name: /没有部门“月球”/ }).waitFor();
    expect(await page.getByRole('button', { name: '写入名单' }).count()).toBe(0);

    await text.fill('工号,姓名,部门,上级\nqiao-mu,乔木,operations,lu-chen\n');
    await page.getByRole('button', { name: '先检查，不写入' }).click();
    await page.getByRole('button', { name: '写入名单' }).click();
    await page.getByText('名单已写入').waitFor();

    await page.getByRole('link', { name: '乔木' }).click();
    await page.getByRole('heading', { name: /乔木/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the page of a person', () => {
  test('is where HR has somebody join, move and leave', async () => {
    const { page, complaints } = await zhidu.visit('/people', 'he-jia');
    await page.getByRole('button', { name: '办理入职' }).click();
    await page.getByLabel('工号', { exact: true }).fill('shu-yan');
    await page.getByLabel('姓名', { exact: true }).fill('舒言');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('部门').selectOption('warehouse');
    await dialog.getByRole('button', { name: '办理入职' }).click();
    await page.getByRole('heading', { name: /舒言/ }).waitFor();

    await page.getByRole('button', { name: '办理调岗' }).click();
    await dialog.getByLabel('部门').selectOption('finance');
    await dialog.getByLabel(/调岗原因/).fill('财务缺人');
    await dialog.getByRole('button', { name: '办理调岗' }).click();
    await page.getByText('财务部').waitFor();

    await page.getByRole('button', { name: '办理离职' }).click();
    await dialog.getByLabel(/离职原因/).fill('合同到期');
    await dialog.getByRole('button', { name: '办理离职' }).click();
    await page.getByText('此人已离职').waitFor();
    expect(await page.getByRole('button', { name: '办理调岗' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
