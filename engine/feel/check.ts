import { parser, trackVariables } from '@bpmn-io/lezer-feel';
import { BUILTINS, CALLING_FUNCTIONS, CLOCK_FUNCTIONS, PATTERN_FUNCTIONS } from './builtins.ts';

/** What is wrong with an expression. */
export type FeelProblem = {
  readonly code:
    | 'feel-syntax'
    | 'feel-size'
    | 'feel-range'
    | 'feel-function-unknown'
    | 'feel-pattern'
    | 'feel-nested-iteration'
    | 'feel-clock'
    | 'feel-function';
  readonly reason: string;
};

export type CheckOptions = {
  /** Evaluated inside a step, on the thread that all processes share: only what is cheap by construction may stand there. */
  readonly routing: boolean;
  readonly top?: Top;
  /** Variables and functions that are known, needed where a name is not a single word. */
  readonly names?: readonly string[];
};

type Top = 'Expression' | 'UnaryTests';
type Tree = ReturnType<typeof parser.parse>;
type SyntaxNode = Tree['topNode'];

const MAX_SOURCE_BYTES = 4 * 1024;
const MAX_NODES = 500;
const MAX_RANGE = 10_000;

/** Everything that is wrong with an expression, without evaluating it. */
export function check(source: string, options: CheckOptions): readonly FeelProblem[] {
  if (new TextEncoder().encode(source).length > MAX_SOURCE_BYTES) {
    return [{ code: 'feel-size', reason: `longer than ${MAX_SOURCE_BYTES} bytes` }];
  }
  const tree = treeOf(source, options);
  const broken = firstError(source, tree);
  if (broken !== undefined) return [{ code: 'feel-syntax', reason: broken }];

  const nodes = nodesOf(tree.topNode);
  if (nodes.length > MAX_NODES) return [{ code: 'feel-size', reason: `has more than ${MAX_NODES} parts` }];
  const bound = new Set([...(options.names ?? []), ...boundNames(source, nodes)]);
  return nodes.flatMap((node) => [
    ...rangeProblems(source, node, options.routing),
    ...callProblems(source, node, bound),
    ...(options.routing ? routingProblems(source, node) : []),
  ]);
}

/** Why the source is not FEEL, if it is not. */
export function syntaxProblem(
  source: string,
  options: { readonly top?: Top; readonly names?: readonly string[] },
): string | undefined {
  return firstError(source, treeOf(source, options));
}

function treeOf(source: string, { top = 'Expression', names = [] }: { top?: Top; names?: readonly string[] }): Tree {
  const known = Object.fromEntries(names.map((name) => [name, null]));
  return parser.configure({ top, contextTracker: trackVariables(known), dialect: 'camunda' }).parse(source);
}

function firstError(source: string, tree: Tree): string | undefined {
  const broken = nodesOf(tree.topNode).find((node) => node.type.isError);
  if (broken === undefined) return undefined;
  if (source.trim() === '') return 'is empty';
  const rest = source.slice(broken.from).trim();
  return rest === '' ? 'ends too early' : `cannot be read from ${JSON.stringify(rest.slice(0, 30))} on`;
}

function nodesOf(top: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const cursor = top.cursor();
  do found.push(cursor.node);
  while (cursor.next());
  return found;
}

function textOf(source: string, node: SyntaxNode): string {
  return source.slice(node.from, node.to).replace(/\s+/g, ' ');
}

/** Names that the expression itself gives: context entries, parameters, iteration variables. */
function boundNames(source: string, nodes: readonly SyntaxNode[]): readonly string[] {
  return nodes
    .filter((node) => node.name === 'Key' || node.name === 'ParameterName')
    .map((node) => textOf(source, node).replace(/^"|"$/g, ''));
}

function calleeOf(source: string, node: SyntaxNode): string | undefined {
  if (node.name !== 'FunctionInvocation') return undefined;
  const callee = node.firstChild;
  if (callee?.name !== 'VariableName' && callee?.name !== 'SpecialFunctionName') return undefined;
  return textOf(source, callee);
}

function callProblems(source: string, node: SyntaxNode, bound: ReadonlySet<string>): readonly FeelProblem[] {
  const callee = calleeOf(source, node);
  if (callee === undefined || BUILTINS.has(callee) || bound.has(callee)) return [];
  return [{ code: 'feel-function-unknown', reason: `there is no function ${callee}` }];
}

function rangeProblems(source: string, node: SyntaxNode, routing: boolean): readonly FeelProblem[] {
  if (node.name !== 'IterationContext') return [];
  const [from, to] = [node.firstChild, node.lastChild];
  if (from === null || to === null || node.getChild('..') === null) return [];
  const [low, high] = [numberAt(source, from), numberAt(source, to)];
  if (low !== undefined && high !== undefined) {
    if (Math.abs(high - low) < MAX_RANGE) return [];
    return [{ code: 'feel-range', reason: `counts through more than ${MAX_RANGE} numbers` }];
  }
  if (!routing) return [];
  return [{ code: 'feel-range', reason: 'counts to a number that is only known when it runs' }];
}

function numberAt(source: string, node: SyntaxNode): number | undefined {
  return node.name === 'NumericLiteral' ? Number(source.slice(node.from, node.to)) : undefined;
}

function routingProblems(source: string, node: SyntaxNode): readonly FeelProblem[] {
  switch (node.name) {
    case 'VariableName':
      return nameProblems(textOf(source, node));
    case 'FunctionInvocation':
      return routingCallProblems(source, node);
    case 'FunctionDefinition':
      return [{ code: 'feel-function', reason: 'defines a function' }];
    case 'ForExpression':
    case 'QuantifiedExpression':
    case 'FilterExpression':
      return isNested(node) ? [{ code: 'feel-nested-iteration', reason: 'goes through a list within a list' }] : [];
    default:
      return [];
  }
}

function nameProblems(name: string): readonly FeelProblem[] {
  if (!PATTERN_FUNCTIONS.has(name)) return [];
  return [{ code: 'feel-pattern', reason: `uses ${name}, whose patterns can take for ever` }];
}

function routingCallProblems(source: string, node: SyntaxNode): readonly FeelProblem[] {
  const callee = calleeOf(source, node);
  if (callee === undefined) return [{ code: 'feel-function', reason: 'calls something that is not a known function' }];
  if (CLOCK_FUNCTIONS.has(callee)) {
    return [{ code: 'feel-clock', reason: `asks the clock with ${callee}()` }];
  }
  if (!CALLING_FUNCTIONS.has(callee)) return [];
  return [{ code: 'feel-function', reason: `uses ${callee}, which calls a function for each entry` }];
}

/** A loop over several lists, or one that is evaluated once for each entry of another. A plain index is no loop. */
function isNested(node: SyntaxNode): boolean {
  if (isIndex(node)) return false;
  const lists = node.getChild('InExpressions')?.getChildren('InExpression').length ?? 1;
  if (lists > 1) return true;
  for (let inner = node, outer = node.parent; outer !== null; inner = outer, outer = outer.parent) {
    if (isBodyOf(outer, inner)) return true;
  }
  return false;
}

function isBodyOf(outer: SyntaxNode, inner: SyntaxNode): boolean {
  if (outer.name === 'ForExpression' || outer.name === 'QuantifiedExpression') return inner.name !== 'InExpressions';
  if (outer.name !== 'FilterExpression' || isIndex(outer)) return false;
  return outer.firstChild?.from !== inner.from;
}

function isIndex(node: SyntaxNode): boolean {
  return node.name === 'FilterExpression' && node.firstChild?.nextSibling?.nextSibling?.name === 'NumericLiteral';
}
