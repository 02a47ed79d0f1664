import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Busy, toProblem } from '../../api/problem.ts';
import { Console } from './console.ts';

let zhidu: Console;
let page: Page;
beforeAll(async () => {
  zhidu = await Console.open();
});
beforeEach(async () => {
  await zhidu.purchase('lin-yue', '儿童保温杯');
  ({ page } = await zhidu.visit('/inbox', 'lin-yue'));
});
afterAll(() => zhidu?.close());

const LIST = /\/api\/notifications\?/;
const MARKING = /\/api\/notifications\/read$/;
/** Longer than the bell waits before it reads again. */
const LATER = '00:21';

const some = () => page.getByRole('button', { name: /^通知，未读 [1-9]/ });
const none = () => page.getByRole('button', { name: '通知，未读 0 条' });
const mark = () => page.getByRole('button', { name: '全部标为已读' });

describe('the bell', () => {
  test('is not set back by an answer that was on its way while one marked', async () => {
    await page.clock.install();
    await page.reload();
    await some().click();
    await mark().waitFor();
    const late = await holdNext(LIST);
    await page.clock.fastForward(LATER);
    await late.arrived;

    await mark().click();
    await none().waitFor();
    await late.deliver();

    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await none().isVisible()).toBe(true);
    expect(await mark().count()).toBe(0);
  });

  test('counts nothing that was marked, though reading again fails', async () => {
    await some().click();
    await page.route(LIST, (route) => answer(route, new Error('a fault')));

    await mark().click();

    await none().waitFor();
    expect(await mark().count()).toBe(0);
  });

  test('marks again under the same request id when the system was busy', async () => {
    await some().click();
    const requests: unknown[] = [];
    page.on('request', (it) => MARKING.test(it.url()) && requests.push(it.postDataJSON()));
    await page.route(MARKING, (route) => answer(route, new Busy('slow')), { times: 1 });

    await mark().click();

    await none().waitFor();
    expect(requests).toEqual([requests[0], requests[0]]);
  });

  test('says why a marking was not taken, and marks when the button is pressed again', async () => {
    await some().click();
    await page.route(MARKING, (route) => answer(route, new Error('a fault')), { times: 1 });

    await mark().click();
    await page.getByRole('tooltip').getByRole('alert').waitFor();
    expect(await some().isVisible()).toBe(true);
    await mark().click();

    await none().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('acts though the browser believes that there is no network', async () => {
    await some().click();
    await page.evaluate('window.dispatchEvent(new Event("offline"))');

    await mark().click();

    await none().waitFor();
    expect(await unread()).toEqual([]);
  });
});

/** What the server counts as unread. */
async function unread() {
  const { body } = await (await zhidu.world.as('lin-yue')).call('listNotifications', { query: { unread: 'true' } });
  return body.items;
}

/** The next answer is read from the server, and kept from the page until it is delivered. */
async function holdNext(address: RegExp) {
  const gate = signal();
  const read = signal();
  const given = signal();
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch();
      read.give();
      await gate.given;
      await route.fulfill({ response });
      given.give();
    },
    { times: 1 },
  );
  return {
    arrived: read.given,
    deliver: async () => {
      gate.give();
      await given.given;
    },
  };
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

function answer(route: Route, error: Error): Promise<void> {
  const problem = toProblem(error, 'zh-CN', 'trace');
  return route.fulfill({ status: problem.status, contentType: 'application/problem+json', json: problem });
}
