import { describe, expect, test } from 'vitest';
import { compile, type References } from '../../../engine/bpmn/xml/compile.ts';
import { expectWorded } from '../worded.ts';
import { around, between, extended, flow } from './models.ts';

async function found(xml: string, references: References) {
  const { problems } = await compile(xml, { references });
  for (const problem of problems) expectWorded(problem);
  return problems.map(({ element, code, severity }) => `${severity} ${element} ${code}`);
}

const task = (content: string) => `<bpmn:userTask id="it">${extended(content)}</bpmn:userTask>`;

describe('what a model names', () => {
  test.each([
    ['a form', task('<zhidu:form ref="x"/>'), { forms: [] }, 'form-unknown'],
    ['a clause', task('<zhidu:clause ref="x"/>'), { clauses: [] }, 'clause-unknown'],
    ['a duty', task('<zhidu:assignment duty="x"/>'), { duties: [] }, 'duty-unknown'],
    ['a permission', task('<zhidu:permission ref="x"/>'), { permissions: [] }, 'permission-unknown'],
    ['a credential', task('<zhidu:credential ref="x"/>'), { credentials: [] }, 'credential-unknown'],
    ['a calendar', task('<zhidu:due duration="P1D" calendar="x"/>'), { calendars: [] }, 'calendar-unknown'],
    [
      'a job',
      `<bpmn:serviceTask id="it">${extended('<zhidu:job type="x"/>')}</bpmn:serviceTask>`,
      { jobs: [] },
      'job-unknown',
    ],
    [
      'a decision',
      `<bpmn:businessRuleTask id="it">${extended('<zhidu:decision ref="x"/>')}</bpmn:businessRuleTask>`,
      { decisions: [] },
      'decision-unknown',
    ],
    ['a process', '<bpmn:callActivity id="it" calledElement="x"/>', { processes: [] }, 'called-process-unknown'],
  ])('must be there: %s', async (_, content, references, code) => {
    const [kind] = Object.keys(references);

    expect(await found(around(content), references)).toEqual([`error it ${code}`]);
    expect(await found(around(content), { [kind ?? '']: ['x'] })).toEqual([]);
    expect(await found(around(content), {})).toEqual([]);
  });

  test('may be a process of the same file', async () => {
    expect(await found(around('<bpmn:callActivity id="it" calledElement="order"/>'), { processes: [] })).toEqual([]);
  });
});

describe('a task for people', () => {
  const approval = (more = '') =>
    between(
      'propose',
      'it',
      `<bpmn:userTask id="propose">${extended('<zhidu:assignment duty="buyer"/>')}</bpmn:userTask>
       ${flow('next', 'propose', 'it')}
       ${task(`<zhidu:assignment duty="head"/><zhidu:approval notBy="propose"/>${more}`)}`,
    );

  test('has somebody named for it', async () => {
    expect(await found(around('<bpmn:userTask id="it"/>'), { holders: {} })).toEqual(['error it assignment-missing']);
  });

  test('is refused when nobody holds its duty', async () => {
    expect(await found(approval(), { holders: { head: ['h'] } })).toEqual(['error propose duty-unheld']);
  });

  test('is refused when nobody who holds its duty has what else it asks for', async () => {
    const references = { holders: { buyer: ['b'], head: ['h'] }, permitted: { sign: ['b'] }, credentialed: {} };

    expect(await found(approval('<zhidu:permission ref="sign"/><zhidu:credential ref="L1"/>'), references)).toEqual([
      'error it permission-unheld',
      'error it credential-unheld',
    ]);
  });

  test('is refused when only those could decide who may not', async () => {
    expect(await found(approval(), { holders: { buyer: ['h'], head: ['h'] } })).toEqual([
      'error it approval-undecidable',
    ]);
  });

  test('is worth a warning when it may come to that', async () => {
    expect(await found(approval(), { holders: { buyer: ['b', 'h'], head: ['h'] } })).toEqual([
      'warning it approval-undecidable',
    ]);
  });

  test('is fine when somebody else can decide', async () => {
    expect(await found(approval(), { holders: { buyer: ['h'], head: ['h', 'i'] } })).toEqual([]);
    expect(await found(approval(), { holders: { buyer: ['b'], head: ['h'] } })).toEqual([]);
  });
});
