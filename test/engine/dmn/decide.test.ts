import { describe, expect, test } from 'vitest';
import { decide } from '../../../engine/dmn/decide.ts';
import { parseDecisions } from '../../../engine/dmn/xml/parse.ts';
import { expectWorded } from '../worded.ts';

const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

const file = (content: string, namespace = DMN) =>
  `<definitions xmlns="${namespace}" id="d" name="d" namespace="test">${content}</definitions>`;

type Table = {
  readonly policy: string;
  readonly aggregation?: string;
  readonly outputs?: string;
  readonly rules: readonly string[];
};

/** A table over `age`, named "Fee"; a rule is "test → output; output". */
function table({ policy, aggregation, outputs = '<output id="o"/>', rules }: Table): string {
  const rows = rules.map((rule, index) => {
    const [tests = '', results = ''] = rule.split('→');
    const outs = results
      .split(';')
      .map((result) => `<outputEntry><text><![CDATA[${result.trim()}]]></text></outputEntry>`);
    return `<rule id="r${index + 1}"><inputEntry><text><![CDATA[${tests.trim()}]]></text></inputEntry>${outs.join('')}</rule>`;
  });
  return `<decision id="fee" name="Fee"><variable name="Fee"/>
    <decisionTable hitPolicy="${policy}" ${aggregation === undefined ? '' : `aggregation="${aggregation}"`}>
      <input><inputExpression><text>age</text></inputExpression></input>${outputs}${rows.join('')}
    </decisionTable></decision>`;
}

async function taken(content: string, decision: string, inputs: Record<string, unknown>) {
  const { model, problems } = await parseDecisions(file(content));
  expect(problems).toEqual([]);
  if (model === undefined) throw new Error('no model');
  const outcome = decide(model, decision, inputs);
  for (const problem of outcome.problems) expectWorded(problem);
  return outcome;
}

const steps = ['< 18 → 1', '>= 18 → 2', '> 60 → 3'];

describe('a decision table', () => {
  test('that is unique takes the one rule that matches', async () => {
    expect(await taken(table({ policy: 'UNIQUE', rules: steps }), 'fee', { age: 20 })).toEqual({
      value: 2,
      matched: [{ decision: 'fee', rule: 'r2' }],
      problems: [],
    });
  });

  test('that is unique is at fault when two rules match', async () => {
    const outcome = await taken(table({ policy: 'UNIQUE', rules: steps }), 'fee', { age: 70 });

    expect(outcome).toMatchObject({ value: null, problems: [{ decision: 'fee', code: 'several-matches' }] });
    expect(outcome.problems).toMatchObject([{ code: 'several-matches', params: { ids: 'r2, r3' } }]);
  });

  test.each([
    ['FIRST', undefined, 2],
    ['RULE ORDER', undefined, [2, 3]],
    ['COLLECT', undefined, [2, 3]],
    ['COLLECT', 'SUM', 5],
    ['COLLECT', 'MIN', 2],
    ['COLLECT', 'MAX', 3],
    ['COLLECT', 'COUNT', 2],
  ])('%s %s gives what it collects', async (policy, aggregation, value) => {
    const given = { policy, rules: steps, ...(aggregation === undefined ? {} : { aggregation }) };

    expect((await taken(table(given), 'fee', { age: 70 })).value).toEqual(value);
  });

  test('ANY wants its rules to agree', async () => {
    const rules = ['> 1 → "a"', '> 2 → "a"', '> 9 → "b"'];

    expect((await taken(table({ policy: 'ANY', rules }), 'fee', { age: 5 })).value).toBe('a');
    expect((await taken(table({ policy: 'ANY', rules }), 'fee', { age: 10 })).problems).toMatchObject([
      { code: 'different-outputs' },
    ]);
  });

  test.each([
    ['PRIORITY', 'high'],
    ['OUTPUT ORDER', ['high', 'low']],
  ])('%s goes by the order of the allowed values', async (policy, value) => {
    const outputs = '<output><outputValues><text>"high", "low"</text></outputValues></output>';
    const rules = ['> 1 → "low"', '> 2 → "high"'];

    expect((await taken(table({ policy, outputs, rules }), 'fee', { age: 5 })).value).toEqual(value);
  });

  test('gives several outputs by name', async () => {
    const outputs = '<output name="rate"/><output name="why"/>';

    expect(
      (await taken(table({ policy: 'FIRST', outputs, rules: ['- → age * 2; "twice"'] }), 'fee', { age: 4 })).value,
    ).toEqual({
      rate: 8,
      why: 'twice',
    });
  });

  test('gives its default, or null, when no rule matches', async () => {
    const outputs = '<output><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>';

    expect((await taken(table({ policy: 'UNIQUE', outputs, rules: ['< 1 → "x"'] }), 'fee', { age: 4 })).value).toBe(
      'none',
    );
    expect(await taken(table({ policy: 'UNIQUE', rules: ['< 1 → 1'] }), 'fee', { age: 4 })).toEqual({
      value: null,
      matched: [],
      problems: [],
    });
  });
});

describe('a decision', () => {
  const literal = (id: string, text: string, needs: readonly string[] = []) =>
    `<decision id="${id}" name="${id}"><variable name="${id} value"/>${needs
      .map((need) => `<informationRequirement><requiredDecision href="#${need}"/></informationRequirement>`)
      .join('')}<literalExpression><text>${text}</text></literalExpression></decision>`;

  test('is taken after those that it needs, each once', async () => {
    const content =
      literal('sum', 'base value + base value * rate value', ['base', 'rate']) +
      literal('base', 'x * 10') +
      literal('rate', 'base value / 100', ['base']);

    expect((await taken(content, 'sum', { x: 2 })).value).toBe(24);
    expect((await taken(content, 'sum value', { x: 2 })).value).toBe(24);
  });

  test('reads ISO text as a date where the model says that it is one', async () => {
    const input = '<inputData name="Birth Day"><variable name="Birth Day" typeRef="date"/></inputData>';
    const content = input + literal('adult', 'Birth Day + duration("P18Y")');

    expect((await taken(content, 'adult', { 'Birth Day': '2010-05-06' })).value).toBe('2028-05-06');
    expect((await taken(content, 'adult', {})).value).toBeNull();
    expect((await taken(content, 'adult', { 'Birth Day': 'yesterday' })).value).toBeNull();
  });

  test('says when it is not there or has no value', async () => {
    const content = literal('endless', '{ f: function(n) f(n), r: f(1) }.r');

    expect((await taken(content, 'other', {})).problems).toMatchObject([{ code: 'decision-unknown' }]);
    expect((await taken(content, 'endless', {})).problems).toMatchObject([{ decision: 'endless', code: 'feel-fault' }]);
  });

  test('that needs itself ends', async () => {
    const { model } = await parseDecisions(file(literal('a', 'b value', ['b']) + literal('b', 'a value', ['a'])));
    if (model === undefined) throw new Error('no model');

    expect(decide(model, 'a', {}).problems).toMatchObject([{ code: 'requirement-cycle' }]);
  });
});

describe('a DMN file', () => {
  const decision = (logic: string, more = '') => file(`<decision id="x" name="x">${more}${logic}</decision>`);

  test.each([
    ['no XML', 'nonsense', 'xml-broken'],
    ['a document type', `<!DOCTYPE a>${file('')}`, 'xml-doctype'],
    ['no logic', decision(''), 'logic-missing'],
    ['logic of another kind', decision('<invocation/>'), 'logic-unsupported'],
    ['broken FEEL', decision('<literalExpression><text>1 +</text></literalExpression>'), 'feel-syntax'],
    [
      'another language',
      decision('<literalExpression expressionLanguage="java"><text>1</text></literalExpression>'),
      'language-unsupported',
    ],
    [
      'a missing decision',
      decision(
        '<literalExpression><text>1</text></literalExpression>',
        '<informationRequirement><requiredDecision href="#y"/></informationRequirement>',
      ),
      'requirement-unresolved',
    ],
    [
      'a rule that is too short',
      decision(
        '<decisionTable><input><inputExpression><text>a</text></inputExpression></input><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable>',
      ),
      'rule-width',
    ],
  ])('is refused for %s', async (_, xml, code) => {
    const { problems } = await parseDecisions(xml);
    for (const problem of problems) expectWorded(problem);
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  test('may be of a later version of the standard', async () => {
    const xml = file(table({ policy: 'FIRST', rules: ['- → 1'] }), 'https://www.omg.org/spec/DMN/20230324/MODEL/');

    expect(Object.keys((await parseDecisions(xml)).model?.decisions ?? {})).toEqual(['fee']);
  });
});
