import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const process = (id: string, content: string) =>
  `<process id="${id}" isExecutable="true"><startEvent id="start-${id}"/>${content}</process>`;
const file = (...processes: readonly string[]) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zhidu="http://zhidu.dev/schema/bpmn/1" id="d">
    ${processes.join('')}</definitions>`;
const sign = `<sequenceFlow id="f" sourceRef="start-signing" targetRef="sign"/><userTask id="sign"><extensionElements>
  <zhidu:assignment duty="nobody-knows"/></extensionElements></userTask>`;

describe('a model that cannot be deployed', () => {
  test.each([
    ['zh-CN', '没有职责“nobody-knows”。', '没有人承担职责“nobody-knows”。'],
    ['en', 'There is no duty “nobody-knows”.', 'Nobody holds the duty “nobody-knows”.'],
  ])('is refused in %s, with element, code and reason of each fault', async (locale, unknown, unheld) => {
    expect(await refused(locale, file(process('signing', sign)))).toEqual([
      { where: 'sign', code: 'duty-unknown', detail: unknown },
      { where: 'sign', code: 'duty-unheld', detail: unheld },
    ]);
  });

  test.each([
    ['zh-CN', '一个文件只能有一个流程，“two”是多余的。'],
    ['en', 'There is one process in a file: “two” is too many.'],
  ])('is refused in %s when it holds two processes', async (locale, detail) => {
    expect(await refused(locale, file(process('one', ''), process('two', '')))).toEqual([
      { where: 'two', code: 'process-many', detail },
    ]);
  });

  test.each([
    ['zh-CN', '流程编号“sealAudit”是系统保留的，请另取一个。'],
    ['en', 'The key “sealAudit” belongs to the system: choose another.'],
  ])('is refused in %s when its key is that of a workflow of the system', async (locale, detail) => {
    expect(await refused(locale, file(process('sealAudit', '')))).toEqual([
      { where: 'sealAudit', code: 'key-reserved', detail },
    ]);
  });
});

async function refused(locale: string, xml: string) {
  const officer = await world.as('gu-yang');
  await officer.send('setLocale', { body: { locale } });
  const { status, problem } = await officer.send('deployProcess', { body: { xml } });
  expect([status, problem.code]).toEqual([422, 'definition-refused']);
  return problem.particulars;
}
