import { type Expression, evaluate, FeelFault, parse } from '../feel/index.ts';
import { DeadEnd } from './deadEnd.ts';
import type { Token, Variables } from './instance.ts';
import type { Feel, Process } from './model.ts';
import type { Run } from './run.ts';
import { visibleTo } from './variables.ts';

const PERFORMERS = 'performers';

/** Parsed expressions go with their process: nothing of one workflow is left for another. */
const parsed = new WeakMap<Process, Map<Feel, Expression>>();

/**
 * The value of an expression as a token sees it. Three names are always known: `now`, the time of the step, since no
 * expression may ask a clock; `businessKey`; and `performers`, who has done which step: node id → persons, whoever first
 * did it last at the end. A variable of the same name hides them.
 */
export function valueOf(source: Feel, token: Token, run: Run, more: Variables = {}): unknown {
  try {
    const known = {
      now: new Date(run.at).toISOString(),
      businessKey: run.head.businessKey,
      ...(source.includes(PERFORMERS) ? { [PERFORMERS]: { ...run.performers.result() } } : {}),
    };
    const variables = { ...known, ...visibleTo(token, run), ...more };
    return evaluate(expression(source, run.process), variables) ?? null;
  } catch (cause) {
    if (cause instanceof FeelFault) throw new DeadEnd(cause.message);
    throw cause;
  }
}

export function holds(condition: Feel, token: Token, run: Run, more: Variables = {}): boolean {
  return valueOf(condition, token, run, more) === true;
}

/** A value that must be a text, such as a department or a correlation key. */
export function textOf(source: Feel, token: Token, run: Run): string {
  const value = valueOf(source, token, run);
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new DeadEnd(`"${source}" gives no text but ${JSON.stringify(value)}`);
}

function expression(source: Feel, process: Process): Expression {
  const known = parsed.get(process) ?? new Map<Feel, Expression>();
  parsed.set(process, known);
  const found = known.get(source) ?? parse(source);
  known.set(source, found);
  return found;
}
