import { check } from '../../feel/index.ts';
import type {
  Aggregation,
  DecisionParams,
  DecisionProblem,
  DecisionProblemCode,
  DecisionTable,
  HitPolicy,
  Logic,
  Output,
  Rule,
} from '../model.ts';
import { childOf, childrenOf, type Element, textOf } from './element.ts';

/** Where the logic of one decision is read: which names it may use, and where its problems go. */
export type Reading = {
  readonly decision: string;
  readonly names: readonly string[];
  readonly problems: DecisionProblem[];
};

const HIT_POLICIES: readonly HitPolicy[] = [
  ...(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'] as const),
];
const AGGREGATIONS: readonly Aggregation[] = ['SUM', 'MIN', 'MAX', 'COUNT'];

/** What a decision does: a table or one expression. */
export function logicOf(reading: Reading, decision: Element): Logic | undefined {
  const logic = childOf(decision, 'decisionLogic');
  switch (logic?.$type) {
    case undefined:
      report(reading, 'logic-missing', {});
      return undefined;
    case 'dmn:LiteralExpression':
      return { kind: 'literal', text: expressionIn(reading, logic) ?? 'null' };
    case 'dmn:DecisionTable':
      return logic === undefined ? undefined : tableOf(reading, logic);
    default:
      report(reading, 'logic-unsupported', { type: logic?.$type.replace('dmn:', '') ?? '' });
      return undefined;
  }
}

function tableOf(reading: Reading, table: Element): DecisionTable | undefined {
  const hitPolicy = HIT_POLICIES.find((policy) => policy === (textOf(table, 'hitPolicy') ?? 'UNIQUE'));
  if (hitPolicy === undefined) {
    report(reading, 'hit-policy-unsupported', { policy: textOf(table, 'hitPolicy') ?? '' });
    return undefined;
  }
  const aggregation = AGGREGATIONS.find((name) => name === textOf(table, 'aggregation'));
  const inputs = childrenOf(table, 'input').map((input) => ({
    expression: expressionIn(reading, childOf(input, 'inputExpression')) ?? 'null',
  }));
  const outputs = childrenOf(table, 'output').map((output) => outputOf(reading, output));
  const rules = childrenOf(table, 'rule').map((rule, index) => ruleOf(reading, rule, index));
  if (rules.some((rule) => rule.tests.length !== inputs.length || rule.outputs.length !== outputs.length)) {
    report(reading, 'rule-width', {});
  }
  return { kind: 'table', hitPolicy, ...(aggregation && { aggregation }), inputs, outputs, rules };
}

function outputOf(reading: Reading, output: Element): Output {
  const name = textOf(output, 'name');
  const values = textOf(childOf(output, 'outputValues'), 'text');
  const fallback = expressionIn(reading, childOf(output, 'defaultOutputEntry'));
  return {
    ...(name !== undefined && { name }),
    ...(values !== undefined && { values }),
    ...(fallback !== undefined && { fallback }),
  };
}

function ruleOf(reading: Reading, rule: Element, index: number): Rule {
  return {
    id: textOf(rule, 'id') ?? `rule ${index + 1}`,
    tests: childrenOf(rule, 'inputEntry').map((entry) => testsIn(reading, entry)),
    outputs: childrenOf(rule, 'outputEntry').map((entry) => expressionIn(reading, entry) ?? 'null'),
  };
}

function testsIn(reading: Reading, entry: Element): string {
  const tests = textOf(entry, 'text') ?? '-';
  judge(reading, entry, tests, 'UnaryTests');
  return tests;
}

function expressionIn(reading: Reading, expression: Element | undefined): string | undefined {
  const text = textOf(expression, 'text');
  if (expression === undefined || text === undefined) return undefined;
  judge(reading, expression, text, 'Expression');
  return text;
}

function judge(reading: Reading, element: Element, source: string, top: 'Expression' | 'UnaryTests'): void {
  const language = textOf(element, 'expressionLanguage');
  if (language !== undefined && !/feel/i.test(language)) {
    report(reading, 'language-unsupported', { language });
    return;
  }
  for (const { code, params } of check(source, { routing: false, top, names: reading.names })) {
    report(reading, code, params);
  }
}

function report<Code extends DecisionProblemCode>(reading: Reading, code: Code, params: DecisionParams[Code]): void {
  reading.problems.push({ decision: reading.decision, code, params });
}
