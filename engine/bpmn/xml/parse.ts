import type { Flow, Node, Process, Scope } from '../model.ts';
import { childOf, documentationOf, type Element, textOf } from './element.ts';
import { extensionOf, extensionsOf } from './extensions.ts';
import type { Findings } from './findings.ts';
import { feelIn, feelOf } from './read/expressions.ts';
import { clausesOf, nodeOf } from './read/nodes.ts';
import { present } from './read/present.ts';
import { reportCode } from './read/unsupported.ts';
import type { ProcessSource, SequenceFlow } from './source.ts';

/** The process as the interpreter runs it. It is whole only when there were no findings. */
export function processOf(findings: Findings, source: ProcessSource): Process {
  const { element } = source;
  reportCode(findings, element);
  const nodes = [...source.nodes.values()].flatMap((node) => nodeOf(findings, source, node) ?? []);
  const flows = [...source.flows.values()].flatMap((flow) => flowOf(findings, flow) ?? []);
  const starters = extensionsOf(element, 'zhidu', 'starter').flatMap((starter) => textOf(starter, 'duty') ?? []);
  return {
    format: 1,
    semantics: 1,
    id: source.id,
    name: textOf(element, 'name') ?? source.id,
    ...present({
      documentation: documentationOf(element),
      starters: starters.length === 0 ? undefined : starters,
      title: titleOf(findings, element),
    }),
    clauses: clausesOf(element),
    nodes: byId(nodes),
    flows: byId(flows),
    scopes: byId(scopesOf(source, nodes)),
  };
}

function titleOf(findings: Findings, process: Element): string | undefined {
  const title = extensionOf(process, 'zhidu', 'title');
  return title && feelIn(findings, process, textOf(title, 'expression'));
}

function flowOf(findings: Findings, flow: SequenceFlow): Flow | undefined {
  const condition = feelOf(findings, flow.element, childOf(flow.element, 'conditionExpression'));
  if (flow.source === undefined || flow.target === undefined) return undefined;
  return {
    id: flow.id,
    source: flow.source,
    target: flow.target,
    ...present({ name: textOf(flow.element, 'name'), condition }),
  };
}

function scopesOf(source: ProcessSource, nodes: readonly Node[]): readonly Scope[] {
  return [...source.containers.values()].map(({ id, parent }) => ({
    id,
    ...present({ parent }),
    starts: nodes.filter((node) => node.kind === 'startEvent' && node.scope === id).map((node) => node.id),
  }));
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}
