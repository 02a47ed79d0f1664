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
    { name: 'the register of laws', path: () => '/laws', who: 'lin-yue' },
    { name: 'a search that finds no law', path: () => '/laws?q=no-such-law', who: 'lin-yue' },
    { name: 'a law', path: () => '/laws/CN-LCL', who: 'lin-yue' },
  ],
);

describe('the register of laws', () => {
  test('is narrowed by name, jurisdiction and certainty, and its address can be sent on', async () => {
    const { page, complaints } = await zhidu.visit('/laws', 'lin-yue');
    await page.getByLabel('法域').selectOption({ label: '欧盟' });
    await page.getByRole('cell', { name: '欧盟' }).first().waitFor();
    expect(await page.getByRole('cell', { name: '中国' }).count()).toBe(0);
    await page.getByLabel('核对情况').selectOption({ label: '待核实' });
    await expect.poll(() => page.getByRole('cell', { name: '待核实' }).count()).toBeGreaterThan(0);
    expect(await page.getByRole('cell', { name: '已核对' }).count()).toBe(0);

    await page.goto(page.url().replace(/\?.*/, '?q=劳动合同'));
    await page.getByRole('link', { name: '中华人民共和国劳动合同法' }).click();
    await page.getByText('涉及劳动者切身利益的规章制度').waitFor();
    expect(complaints).toEqual([]);
  });

  test('goes on where its first page ends', async () => {
    const { page } = await zhidu.visit('/laws', 'lin-yue');
    await page.getByRole('row').nth(50).waitFor();
    await page.getByRole('button', { name: '加载更多' }).click();
    await page.getByRole('row').nth(80).waitFor();
    expect(await page.getByRole('row').count()).toBe(101);
  });
});
