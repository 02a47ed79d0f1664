import { evaluate as evaluateFeel, SyntaxError as FeelSyntaxError, unaryTest } from 'feelin';
import { type FeelParams, syntaxProblem } from './check.ts';
import { FeelFault } from './fault.ts';
import { namedIn, toJson } from './values.ts';

export { check } from './check.ts';
export { FeelFault } from './fault.ts';
export { cast, temporalType, toJson } from './values.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** An expression whose grammar was found good. */
export type Expression = { readonly source: string };

const DIALECT = 'camunda';

/** Reads an expression; a FeelFault says where it cannot be read. `names` are variables whose names are not single words. */
export function parse(source: string, names: readonly string[] = []): Expression {
  const problem = syntaxProblem(source, { top: 'Expression', names });
  if (problem !== undefined) throw new FeelFault('syntax', unreadable(problem), source);
  return { source };
}

/** The value of an expression, as plain JSON. A variable that is not there is null. */
export function evaluate(expression: Expression | string, variables: Variables): unknown {
  return toJson(evaluateTyped(expression, variables), sourceOf(expression));
}

/** The value of an expression as FEEL has it: dates and durations keep their type. Only fit to be a variable again. */
export function evaluateTyped(expression: Expression | string, variables: Variables): unknown {
  const source = sourceOf(expression);
  return guarded(source, () => evaluateFeel(source, namedIn(source, variables), DIALECT).value);
}

/** Whether a value passes unary tests such as "> 3, < 1" or "-". */
export function passes(tests: string, value: unknown, variables: Variables): boolean {
  const context = { ...namedIn(tests, variables), '?': value ?? null };
  return guarded(tests, () => unaryTest(tests, context, DIALECT).value) === true;
}

function guarded<T>(source: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof RangeError) throw new FeelFault('endless', 'calls itself without end', source);
    const kind = cause instanceof FeelSyntaxError ? 'syntax' : 'failed';
    throw new FeelFault(kind, cause instanceof Error ? cause.message : String(cause), source);
  }
}

function unreadable(problem: FeelParams['feel-syntax']): string {
  if (problem.case === 'empty') return 'is empty';
  return problem.case === 'end' ? 'ends too early' : `cannot be read from ${JSON.stringify(problem.text)} on`;
}

function sourceOf(expression: Expression | string): string {
  return typeof expression === 'string' ? expression : expression.source;
}
