import { readFile } from 'node:fs/promises';
import { decideTyped, type MatchedRule } from '../../engine/dmn/decide.ts';
import type { DecisionProblem } from '../../engine/dmn/model.ts';
import { parseDecisions } from '../../engine/dmn/xml/parse.ts';
import { say } from '../say.ts';
import { fromTyped, type TypedValue, toTyped } from './typedValue.ts';
import { type Worded, worded } from './worded.ts';

export type Question = {
  readonly decision?: string | undefined;
  readonly service?: string | undefined;
  /** By name, or as a list of {name, value}; values may carry their type. */
  readonly inputs?: unknown;
};

export type DecideResult = {
  readonly value: TypedValue | null;
  readonly problems: readonly Worded<DecisionProblem>[];
  readonly matched: readonly MatchedRule[];
};

/** Takes a decision of a DMN file. */
export async function decideFile(file: string, question: Question): Promise<DecideResult> {
  const { model, problems } = await parseDecisions(await readFile(file, 'utf8'));
  const name = question.decision ?? question.service ?? '';
  if (model === undefined) return { value: null, problems: problems.map(worded), matched: [] };
  if (question.service !== undefined) {
    const problem = { decision: name, code: 'logic-unsupported', params: { type: 'decisionService' } } as const;
    return { value: null, problems: [worded(problem)], matched: [] };
  }
  const outcome = decideTyped(model, name, inputsOf(question.inputs));
  // what is wrong with the model may be why
  const behind = outcome.problems.length > 0 ? problems : [];
  const found = [...outcome.problems, ...behind].map(worded);
  return { value: toTyped(outcome.value), problems: found, matched: outcome.matched };
}

function inputsOf(inputs: unknown): Readonly<Record<string, unknown>> {
  const pairs = Array.isArray(inputs) ? inputs.map(pairOf) : Object.entries(inputs ?? {});
  return Object.fromEntries(pairs.map(([name, value]) => [name, fromTyped(value)]));
}

function pairOf(input: unknown): readonly [string, unknown] {
  if (typeof input === 'object' && input !== null && 'name' in input && 'value' in input) {
    return [String(input.name as string), input.value];
  }
  throw new Error(say('decide.notInput', { input: JSON.stringify(input) }));
}
