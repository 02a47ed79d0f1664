import { parser, trackVariables } from '@bpmn-io/lezer-feel';
import { BUILTINS, CALLING_FUNCTIONS, CLOCK_FUNCTIONS, PATTERN_FUNCTIONS } from './builtins.ts';

/** What an expression can be refused for, with what the sentence about it is told. `case` names one of several sentences. */
export type FeelParams = {
  readonly 'feel-syntax':
    | { readonly case: 'empty' }
    | (Where & { readonly case: 'end' })
    /** The place counts characters from 1. */
    | (Where & { readonly case: 'place'; readonly text: string; readonly place: number });
  readonly 'feel-size':
    | (Where & { readonly case: 'bytes'; readonly bytes: number })
    | (Where & { readonly case: 'parts'; readonly parts: number });
  readonly 'feel-range':
    | (Where & { readonly case: 'many'; readonly numbers: number })
    | (Where & { readonly case: 'open' });
  readonly 'feel-function-unknown': Calling;
  readonly 'feel-pattern': Calling;
  readonly 'feel-nested-iteration': Where;
  readonly 'feel-clock': Calling;
  readonly 'feel-function':
    | (Where & { readonly case: 'defined' })
    | (Where & { readonly case: 'nameless' })
    | (Calling & { readonly case: 'calling' });
};

type Where = { readonly expression: string };
type Calling = Where & { readonly name: string };

/** What is wrong with an expression. */
export type FeelProblem = {
  readonly [Code in keyof FeelParams]: { readonly code: Code; readonly params: FeelParams[Code] };
}[keyof FeelParams];

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
/** How much of an expression, and of what cannot be read in it, a problem quotes. */
const QUOTED = 80;
const QUOTED_REST = 30;

/** Everything that is wrong with an expression, without evaluating it. */
export function check(source: string, options: CheckOptions): readonly FeelProblem[] {
  if (new TextEncoder().encode(source).length > MAX_SOURCE_BYTES) {
    return [{ code: 'feel-size', params: { case: 'bytes', expression: quoted(source), bytes: MAX_SOURCE_BYTES } }];
  }
  const tree = treeOf(source, options);
  const broken = firstError(source, tree);
  if (broken !== undefined) return [{ code: 'feel-syntax', params: broken }];

  const nodes = nodesOf(tree.topNode);
  if (nodes.length > MAX_NODES) {
    return [{ code: 'feel-size', params: { case: 'parts', expression: quoted(source), parts: MAX_NODES } }];
  }
  const bound = new Set([...(options.names ?? []), ...boundNames(source, nodes)]);
  return nodes.flatMap((node) => [
    ...rangeProblems(source, node, options.routing),
    ...callProblems(source, node, bound),
    ...(options.routing ? routingProblems(source, node) : []),
  ]);
}

/** Where the source is not FEEL, if it is not. */
export function syntaxProblem(
  source: string,
  options: { readonly top?: Top; readonly names?: readonly string[] },
): FeelParams['feel-syntax'] | undefined {
  return firstError(source, treeOf(source, options));
}

function treeOf(source: string, { top = 'Expression', names = [] }: { top?: Top; names?: readonly string[] }): Tree {
  const known = Object.fromEntries(names.map((name) => [name, null]));
  return parser.configure({ top, contextTracker: trackVariables(known), dialect: 'camunda' }).parse(source);
}

function firstError(source: string, tree: Tree): FeelParams['feel-syntax'] | undefined {
  const broken = nodesOf(tree.topNode).find((node) => node.type.isError);
  if (broken === undefined) return undefined;
  if (source.trim() === '') return { case: 'empty' };
  const expression = quoted(source);
  const rest = source.slice(broken.from).trimStart();
  if (rest === '') return { case: 'end', expression };
  return {
    case: 'place',
    expression,
    text: rest.trimEnd().slice(0, QUOTED_REST),
    place: source.length - rest.length + 1,
  };
}

function quoted(source: string): string {
  return source.length <= QUOTED ? source : `${source.slice(0, QUOTED - 1)}…`;
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
  return [{ code: 'feel-function-unknown', params: { expression: quoted(source), name: callee } }];
}

function rangeProblems(source: string, node: SyntaxNode, routing: boolean): readonly FeelProblem[] {
  if (node.name !== 'IterationContext') return [];
  const [from, to] = [node.firstChild, node.lastChild];
  if (from === null || to === null || node.getChild('..') === null) return [];
  const [low, high] = [numberAt(source, from), numberAt(source, to)];
  const expression = quoted(source);
  if (low !== undefined && high !== undefined) {
    if (Math.abs(high - low) < MAX_RANGE) return [];
    return [{ code: 'feel-range', params: { case: 'many', expression, numbers: MAX_RANGE } }];
  }
  if (!routing) return [];
  return [{ code: 'feel-range', params: { case: 'open', expression } }];
}

function numberAt(source: string, node: SyntaxNode): number | undefined {
  return node.name === 'NumericLiteral' ? Number(source.slice(node.from, node.to)) : undefined;
}

function routingProblems(source: string, node: SyntaxNode): readonly FeelProblem[] {
  const expression = quoted(source);
  switch (node.name) {
    case 'VariableName':
      return nameProblems(expression, textOf(source, node));
    case 'FunctionInvocation':
      return routingCallProblems(source, node);
    case 'FunctionDefinition':
      return [{ code: 'feel-function', params: { case: 'defined', expression } }];
    case 'ForExpression':
    case 'QuantifiedExpression':
    case 'FilterExpression':
      return isNested(node) ? [{ code: 'feel-nested-iteration', params: { expression } }] : [];
    default:
      return [];
  }
}

function nameProblems(expression: string, name: string): readonly FeelProblem[] {
  return PATTERN_FUNCTIONS.has(name) ? [{ code: 'feel-pattern', params: { expression, name } }] : [];
}

function routingCallProblems(source: string, node: SyntaxNode): readonly FeelProblem[] {
  const name = calleeOf(source, node);
  const expression = quoted(source);
  if (name === undefined) return [{ code: 'feel-function', params: { case: 'nameless', expression } }];
  if (CLOCK_FUNCTIONS.has(name)) return [{ code: 'feel-clock', params: { expression, name } }];
  if (!CALLING_FUNCTIONS.has(name)) return [];
  return [{ code: 'feel-function', params: { case: 'calling', expression, name } }];
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
