import type { Node, Process } from '../../engine/bpmn/model.ts';

type Base = 'id' | 'scope' | 'incoming' | 'outgoing' | 'clauses' | 'boundary' | 'inputs' | 'outputs';
type Loose<N> = N extends Node ? Omit<N, Base> & Partial<Pick<N, Base & keyof N>> : never;
export type Draft = Loose<Node> & { readonly id: string };

/** A process from its nodes and flows, "from -> to" or "from -> to: condition". */
export function processOf(id: string, drafts: readonly Draft[], arrows: readonly string[]): Process {
  const flows = arrows.map((arrow, index) => flowOf(arrow, `f${index + 1}`));
  const nodes = drafts.map((draft) => {
    const incoming = flows.filter(({ target }) => target === draft.id).map((flow) => flow.id);
    const outgoing = flows.filter(({ source }) => source === draft.id).map((flow) => flow.id);
    const boundary = drafts.filter((it) => it.kind === 'boundaryEvent' && it.host === draft.id).map((it) => it.id);
    const lists = { clauses: [], boundary, inputs: [], outputs: [] };
    return { name: draft.id, scope: id, ...lists, ...draft, incoming, outgoing } as Node;
  });
  return {
    format: 1,
    semantics: 1,
    id,
    name: id,
    clauses: [],
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    scopes: { [id]: { id, starts: drafts.filter(({ kind }) => kind === 'startEvent').map((it) => it.id) } },
  };
}

export const start: Draft = { id: 'start', kind: 'startEvent', event: { kind: 'none' } };
export const end: Draft = { id: 'end', kind: 'endEvent', event: { kind: 'none' } };

/** A task for whoever holds the duty "manager". */
export const task = (id: string, more: Partial<Extract<Draft, { kind: 'userTask' }>> = {}): Draft => ({
  id,
  kind: 'userTask',
  assignment: { duty: 'manager' },
  ...more,
});

/** An approval that whoever did `notBy` may not give. */
export const approval = (id: string, notBy: readonly string[] = [], more = {}): Draft =>
  task(id, { approval: { result: id, notBy }, ...more });

function flowOf(arrow: string, id: string) {
  const [, source = '', target = '', condition] = /^(\w+) -> (\w+)(?:: (.+))?$/.exec(arrow) ?? [];
  return { id, source, target, ...(condition === undefined ? {} : { condition }) };
}
