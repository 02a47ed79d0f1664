import { childOf, childrenOf, type Element, flagOf, textOf, typeOf } from './element.ts';
import type { Findings } from './findings.ts';

/** A node of the document, wired up, whether or not the interpreter can run it. */
export type FlowNode = {
  readonly id: string;
  /** "UserTask", "ExclusiveGateway", … */
  readonly type: string;
  readonly element: Element;
  readonly scope: string;
  readonly incoming: readonly SequenceFlow[];
  readonly outgoing: readonly SequenceFlow[];
};

export type SequenceFlow = {
  readonly id: string;
  readonly element: Element;
  readonly scope: string;
  readonly source?: string;
  readonly target?: string;
};

export type Container = { readonly id: string; readonly element: Element; readonly parent?: string };

/** One process of the document, as a graph that the rules of lint and the readers walk. */
export type ProcessSource = {
  readonly id: string;
  readonly element: Element;
  readonly containers: ReadonlyMap<string, Container>;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** The boundary events of each activity, by its id. */
  readonly attached: ReadonlyMap<string, readonly FlowNode[]>;
};

const DATA_TYPES: ReadonlySet<string> = new Set(['DataObject', 'DataObjectReference', 'DataStoreReference']);

/** The processes that are meant to run: those marked executable and those named, or all when none is marked. */
export function processesOf(definitions: Element, findings: Findings, named?: string): readonly ProcessSource[] {
  const all = childrenOf(definitions, 'rootElements').filter((root) => typeOf(root) === 'Process');
  const marked = all.filter((process) => flagOf(process, 'isExecutable') || textOf(process, 'id') === named);
  const chosen = marked.length > 0 ? marked : all.filter((process) => childrenOf(process, 'flowElements').length > 0);
  if (chosen.length === 0) findings.error(definitions, 'process-missing');
  return chosen.map((process) => new Indexing(findings).index(process));
}

class Indexing {
  readonly #containers = new Map<string, Container>();
  readonly #nodes = new Map<string, FlowNode>();
  readonly #flows = new Map<string, SequenceFlow>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  index(process: Element): ProcessSource {
    const id = this.#idOf(process);
    this.#enter({ id, element: process });
    const nodes = this.#connected();
    const attached = grouped([...nodes.values()], hostOf);
    return { id, element: process, containers: this.#containers, nodes, flows: this.#flows, attached };
  }

  #enter(container: Container): void {
    this.#containers.set(container.id, container);
    for (const element of childrenOf(container.element, 'flowElements')) this.#add(element, container.id);
  }

  #add(element: Element, scope: string): void {
    const type = typeOf(element);
    if (DATA_TYPES.has(type)) return;
    if (type === 'SequenceFlow') this.#addFlow(element, scope);
    else this.#addNode(element, type, scope);
  }

  #addNode(element: Element, type: string, scope: string): void {
    const id = this.#idOf(element);
    this.#nodes.set(id, { id, type, element, scope, incoming: [], outgoing: [] });
    if (childrenOf(element, 'flowElements').length > 0 || type.endsWith('SubProcess') || type === 'Transaction') {
      this.#enter({ id, element, parent: scope });
    }
  }

  #addFlow(element: Element, scope: string): void {
    const source = endOf(element, 'sourceRef');
    const target = endOf(element, 'targetRef');
    // the standard lets a flow go without an id
    const id = textOf(element, 'id') ?? `${source ?? ''}>${target ?? ''}#${this.#flows.size}`;
    this.#flows.set(id, {
      id,
      element,
      scope,
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    });
  }

  #idOf(element: Element): string {
    const id = textOf(element, 'id');
    if (id !== undefined) return id;
    this.#findings.error(element, 'id-missing', { type: typeOf(element) });
    return `${typeOf(element)}#${this.#nodes.size}`;
  }

  #connected(): ReadonlyMap<string, FlowNode> {
    const flows = [...this.#flows.values()];
    const bySource = grouped(flows, (flow) => flow.source);
    const byTarget = grouped(flows, (flow) => flow.target);
    return new Map(
      [...this.#nodes].map(([id, node]) => [
        id,
        { ...node, incoming: byTarget.get(id) ?? [], outgoing: bySource.get(id) ?? [] },
      ]),
    );
  }
}

function endOf(flow: Element, property: string): string | undefined {
  return textOf(childOf(flow, property), 'id');
}

/** The activity that a boundary event is attached to. */
export function hostOf(node: FlowNode): string | undefined {
  return textOf(childOf(node.element, 'attachedToRef'), 'id');
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
