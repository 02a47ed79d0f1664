import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersTo, attemptQuiz, course, openWave, read, until } from '../api/learning.ts';
import { Console } from './console.ts';
import { describePlaces } from './places.ts';

/** The first, and those that the console makes by itself. */
const AUTOMATIC_TRIES = 4;
const LEARNERS = ['xu-jianing', 'lin-yue', 'zhao-yifan', 'wang-siqi', 'li-haoran'];

let zhidu: Console;
let wave: string;
let attempt: string;
let code: string;
beforeAll(async () => {
  zhidu = await Console.open();
  wave = await openWave(zhidu.world, LEARNERS);
  const li = await zhidu.world.as('li-haoran');
  await read(li, wave);
  attempt = (await attemptQuiz(li, wave, 4)).body.id;
  const hr = await zhidu.world.as('he-jia');
  const { body } = await hr.send('issueCredential', {
    body: { person: 'ma-jun', kind: 'policy-POL-01', reason: '补考合格' },
  });
  code = body.code;
});
afterAll(() => zhidu?.close());

const at = (path = '') => `/learn/${encodeURIComponent(wave)}${path}`;
const courseAt = (step = '') => at(`/courses/${course.id}${step}`);

describePlaces(
  () => zhidu,
  [
    { name: 'what there is to learn', path: () => '/learn', who: 'lin-yue' },
    { name: 'the learning of somebody with a certificate and nothing to learn', path: () => '/learn', who: 'ma-jun' },
    { name: 'a lesson', path: () => courseAt(), who: 'lin-yue' },
    { name: 'a case', path: () => courseAt('?step=case'), who: 'li-haoran' },
    { name: 'the rules of a quiz', path: () => courseAt('?step=quiz'), who: 'li-haoran' },
    { name: 'the result of a quiz', path: () => courseAt(`/attempts/${attempt}`), who: 'li-haoran' },
    { name: 'the sheet that is signed', path: () => at('/sign'), who: 'lin-yue' },
    { name: 'the check of a certificate', path: () => `/verify/${code}` },
    { name: 'the check of what is no certificate', path: () => '/verify/nothing' },
  ],
);

/** Answers every question of the attempt that is under way: all right, or all wrong. */
async function answer(page: Page, who: string, isRight: boolean): Promise<void> {
  const learner = await zhidu.world.as(who);
  const { body } = await learner.send('startQuiz', { params: { wave, course: course.id } });
  const right = answersTo(body.items);
  for (const [index, item] of body.items.entries()) {
    const question = page.getByRole('group', { name: new RegExp(`^${index + 1}\\.`) });
    for (const option of item.options) {
      if ((right[item.id] ?? []).includes(option.id) !== isRight) continue;
      await question.getByLabel(option.text['zh-CN'], { exact: true }).check();
      if (item.kind !== 'multiple') break;
    }
  }
}

describe('the learning of somebody', () => {
  test('goes from lesson to lesson and through the case to the quiz, which is failed first, then passed', async () => {
    const { page, complaints } = await zhidu.visit('/learn', 'xu-jianing');
    await page.getByRole('link', { name: /^开始学习/ }).click();
    await page.getByRole('heading', { name: course.title['zh-CN'], level: 1 }).waitFor();
    for (const { kind } of course.lessons) {
      if (kind === 'CASE') await page.getByRole('button', { name: '看处理结果' }).click();
      const heading = await page.getByRole('heading', { level: 2 }).innerText();
      await page.getByRole('button', { name: '学完了，下一课' }).click();
      await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: '开始测验' }).click();
    await answer(page, 'xu-jianing', false);
    await page.getByRole('button', { name: '交卷' }).click();

    await page.getByText('未通过').first().waitFor();
    expect(await page.getByRole('heading', { name: '解析' }).count()).toBe(course.quiz.draw);
    await page.getByRole('link', { name: '再考一次' }).click();
    await page.getByRole('button', { name: '开始测验' }).click();
    await answer(page, 'xu-jianing', true);
    await page.getByRole('button', { name: '交卷' }).click();

    await page.getByText('恭喜，您已通过这门课程的测验。').waitFor();
    await page.getByRole('link', { name: '回到我的学习' }).click();
    await page.getByRole('link', { name: '去签收' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('has one think about a case before the outcome is shown', async () => {
    const { page } = await zhidu.visit(courseAt('?step=case'), 'wang-siqi');
    await page.getByRole('heading', { name: '想一想' }).waitFor();
    expect(await page.getByRole('button', { name: '学完了，下一课' }).count()).toBe(0);

    await page.getByRole('button', { name: '看处理结果' }).click();

    await page.getByRole('heading', { name: '处理结果' }).waitFor();
    expect(await page.getByRole('button', { name: '学完了，下一课' }).count()).toBe(1);
  });

  test('ends with the signature, which brings the certificate that anybody can check', async () => {
    const { page, complaints } = await zhidu.visit('/learn', 'xu-jianing');
    await page.getByRole('link', { name: '去签收' }).click();
    await page.getByLabel('我已逐条阅读上述版本，同意上面的声明。').check();
    await page.getByRole('button', { name: '签收', exact: true }).click();

    await page.getByText('您已签收').waitFor();
    const learner = await zhidu.world.as('xu-jianing');
    await until(async () => {
      const { body } = await learner.call('listCredentials', { query: {} });
      return body.items.find(({ kind }) => kind.id === 'policy-POL-01');
    });
    await page.getByRole('link', { name: '回到我的学习' }).click();
    await page.getByText('全部完成').waitFor();
    const link = page.getByRole('listitem').filter({ hasText: '合规运营资格' }).getByRole('link', { name: /^ZD-/ });
    const address = await link.getAttribute('href');
    const visitor = await zhidu.visit(address ?? '');
    await visitor.page.getByText('有效', { exact: true }).waitFor();
    expect(await visitor.page.getByText('徐佳宁').count()).toBe(0);
    expect([...complaints, ...visitor.complaints]).toEqual([]);
  });

  test('says which questions are not answered before an attempt is handed in, and keeps what was chosen', async () => {
    const { page } = await zhidu.visit(courseAt('?step=quiz'), 'li-haoran');
    await page.getByRole('button', { name: '开始测验' }).click();
    const first = page.getByRole('group', { name: /^1\./ });
    await first.locator('input').first().check();
    await page.reload();
    await page.getByRole('button', { name: '继续测验' }).click();
    expect(await first.locator('input').first().isChecked()).toBe(true);

    await page.getByRole('button', { name: '交卷' }).click();

    await page.getByText(/^第 2、3、.* 题还没有作答/).waitFor();
    await page.getByRole('button', { name: '直接交卷' }).click();
    await page.getByRole('heading', { name: '测验结果' }).waitFor();
  });

  test('is signed once, however often one presses when the answer gets lost', async () => {
    const { page } = await zhidu.visit(at('/sign'), 'wang-siqi');
    const requests: string[] = [];
    await page.route('**/acknowledge', async (route) => {
      requests.push((route.request().postDataJSON() as { requestId: string }).requestId);
      if (requests.length > AUTOMATIC_TRIES) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('我已逐条阅读上述版本，同意上面的声明。').check();
    await page.getByRole('button', { name: '签收', exact: true }).click();
    await page.getByRole('alert').getByText('连接不上服务器').waitFor();
    await page.getByRole('button', { name: '签收', exact: true }).click();

    await page.getByText('您已签收').waitFor();
    expect(requests).toHaveLength(AUTOMATIC_TRIES + 1);
    expect(new Set(requests).size).toBe(1);
    const signed = await zhidu.world.db('acknowledgement').where({ wave_id: wave, person_id: 'wang-siqi' });
    expect(signed).toHaveLength(1);
  });

  test('may end in a refusal to sign, with its reason; one may still sign', async () => {
    const { page } = await zhidu.visit(at('/sign'), 'zhao-yifan');
    await page.getByRole('button', { name: '拒签' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/拒签理由/).fill('第 7 章的考核口径还没有说清楚。');
    await dialog.getByRole('button', { name: '拒签' }).click();

    await page.getByText('第 7 章的考核口径还没有说清楚。').waitFor();
    expect(await page.getByRole('button', { name: '签收', exact: true }).isEnabled()).toBe(true);
  });
});
