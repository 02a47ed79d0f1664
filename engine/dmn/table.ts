import { evaluateTyped, passes, toJson, type Variables } from '../feel/index.ts';
import { DecisionFault } from './fault.ts';
import type { Aggregation, DecisionTable, HitPolicy, Rule } from './model.ts';

export type TableResult = { readonly value: unknown; readonly matched: readonly Rule[] };

/** Applies a decision table: DMN 1.5, chapter 8. */
export function applyTable(table: DecisionTable, variables: Variables): TableResult {
  const values = table.inputs.map((input) => evaluateTyped(input.expression, variables));
  const matches = (rule: Rule) => rule.tests.every((tests, index) => passes(tests, values[index], variables));
  const matched = table.rules.filter(matches);
  if (matched.length === 0) return { value: fallbackOf(table, variables), matched };
  return HITS[table.hitPolicy](table, matched, variables);
}

type Hit = (table: DecisionTable, matched: readonly Rule[], variables: Variables) => TableResult;

const HITS: Readonly<Record<HitPolicy, Hit>> = {
  UNIQUE: (table, matched, variables) => {
    const [rule, ...others] = matched;
    if (rule === undefined || others.length > 0) {
      const ids = matched.map(({ id }) => id).join(', ');
      throw new DecisionFault('several-matches', { ids });
    }
    return { value: outputOf(table, rule, variables), matched };
  },
  ANY: (table, matched, variables) => {
    const outputs = matched.map((rule) => outputOf(table, rule, variables));
    if (new Set(outputs.map((output) => JSON.stringify(toJson(output, 'output')))).size > 1) {
      const ids = matched.map(({ id }) => id).join(', ');
      throw new DecisionFault('different-outputs', { ids });
    }
    return { value: outputs[0], matched };
  },
  FIRST: (table, matched, variables) => {
    const first = matched.slice(0, 1);
    return { value: outputsOf(table, first, variables)[0], matched: first };
  },
  PRIORITY: (table, matched, variables) => {
    const first = byPriority(table, matched, variables).slice(0, 1);
    return { value: outputsOf(table, first, variables)[0], matched: first };
  },
  'OUTPUT ORDER': (table, matched, variables) => {
    const ordered = byPriority(table, matched, variables);
    return { value: outputsOf(table, ordered, variables), matched: ordered };
  },
  'RULE ORDER': (table, matched, variables) => ({ value: outputsOf(table, matched, variables), matched }),
  COLLECT: (table, matched, variables) => {
    const outputs = outputsOf(table, matched, variables);
    return { value: table.aggregation === undefined ? outputs : aggregate(table.aggregation, outputs), matched };
  },
};

const AGGREGATES: Readonly<Record<Aggregation, string>> = {
  SUM: 'sum(outputs)',
  MIN: 'min(outputs)',
  MAX: 'max(outputs)',
  COUNT: 'count(outputs)',
};

function aggregate(aggregation: Aggregation, outputs: readonly unknown[]): unknown {
  return evaluateTyped(AGGREGATES[aggregation], { outputs });
}

function outputsOf(table: DecisionTable, rules: readonly Rule[], variables: Variables): readonly unknown[] {
  return rules.map((rule) => outputOf(table, rule, variables));
}

/** One value, or a context with one entry for each named output. */
function outputOf(table: DecisionTable, rule: Rule, variables: Variables): unknown {
  return combined(
    table,
    rule.outputs.map((output) => evaluateTyped(output, variables)),
  );
}

function fallbackOf(table: DecisionTable, variables: Variables): unknown {
  if (table.outputs.every((output) => output.fallback === undefined)) return null;
  return combined(
    table,
    table.outputs.map((output) => evaluateTyped(output.fallback ?? 'null', variables)),
  );
}

function combined(table: DecisionTable, values: readonly unknown[]): unknown {
  if (table.outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(
    table.outputs.map((output, index) => [output.name ?? `${index + 1}`, values[index] ?? null]),
  );
}

/** Rules in the order of their outputs: the value that stands first in the list of allowed values comes first. */
function byPriority(table: DecisionTable, rules: readonly Rule[], variables: Variables): readonly Rule[] {
  const orders = table.outputs.map(({ values }) => (values === undefined ? [] : textsIn(`[${values}]`, variables)));
  const ranked = rules.map((rule) => ({
    rule,
    ranks: rule.outputs.map((output, index) => rankOf(orders[index] ?? [], textsIn(`[${output}]`, variables)[0])),
  }));
  return ranked.toSorted((one, other) => compare(one.ranks, other.ranks)).map(({ rule }) => rule);
}

function textsIn(list: string, variables: Variables): readonly string[] {
  const values = evaluateTyped(list, variables);
  return Array.isArray(values) ? values.map((value) => JSON.stringify(toJson(value, list))) : [];
}

function rankOf(order: readonly string[], text: string | undefined): number {
  const rank = order.indexOf(text ?? '');
  return rank === -1 ? order.length : rank;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((rank, index) => rank !== other[index]);
  return differing === -1 ? 0 : (one[differing] ?? 0) - (other[differing] ?? 0);
}
