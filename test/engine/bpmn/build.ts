import type { EventDefinition, Flow, Node, NodeKind, NodeOf, Process, Scope } from '../../../engine/bpmn/model.ts';

/** A node without what its flows and its place say by themselves. */
export type Draft = { readonly id: string; readonly kind: NodeKind; readonly [more: string]: unknown };

type Details<K extends NodeKind> = Partial<NodeOf<K>> & Readonly<Record<string, unknown>>;

const ACTIVITIES: readonly NodeKind[] = [
  'userTask',
  'task',
  'manualTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'businessRuleTask',
  'scriptTask',
  'subProcess',
  'callActivity',
];

function drafter<K extends NodeKind>(kind: K, defaults: Details<K>) {
  return (id: string, details: Details<K> = {} as Details<K>): Draft => ({ ...defaults, ...details, id, kind });
}

const nothing: EventDefinition = { kind: 'none' };
const DEFAULT_JOB = { type: 'work', headers: {} };

export const start = drafter('startEvent', { event: nothing });
export const end = drafter('endEvent', { event: nothing });
export const catching = drafter('intermediateCatchEvent', {});
export const boundary = drafter('boundaryEvent', { interrupting: true });
export const user = drafter('userTask', { assignment: {} });
export const plain = drafter('task', {});
export const manual = drafter('manualTask', {});
export const service = drafter('serviceTask', { job: DEFAULT_JOB });
export const sender = drafter('sendTask', {});
export const receiver = drafter('receiveTask', {});
export const rule = drafter('businessRuleTask', { decision: 'route', result: 'route' });
export const script = drafter('scriptTask', { result: 'result' });
export const sub = drafter('subProcess', {});
export const call = drafter('callActivity', {});
export const xor = drafter('exclusiveGateway', {});
export const and = drafter('parallelGateway', {});
export const race = drafter('eventBasedGateway', {});

export const after = (duration: string): EventDefinition => ({ kind: 'timer', timer: { kind: 'duration', duration } });
export const every = (cycle: string): EventDefinition => ({ kind: 'timer', timer: { kind: 'cycle', cycle } });
export const message = (name: string, key?: string): EventDefinition =>
  key === undefined ? { kind: 'message', message: name } : { kind: 'message', message: name, key };

/**
 * A compiled process from nodes and flows. A flow is "a > b", or "a > b [condition]"; "a > b > c" are two. A node with a
 * `scope` lies in that subprocess.
 */
export function process(id: string, drafts: readonly Draft[], paths: readonly string[]): Process {
  const flows = paths.flatMap(flowsOf);
  const nodes = drafts.map((draft) => finished(draft, id, drafts, flows));
  return {
    format: 1,
    semantics: 1,
    id,
    name: id,
    clauses: [],
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    scopes: Object.fromEntries(scopesOf(id, nodes).map((scope) => [scope.id, scope])),
  };
}

function flowsOf(path: string): readonly Flow[] {
  const [, stations = '', condition] = /^([^[]*)(?:\[(.*)\])?$/.exec(path) ?? [];
  const ids = stations.split('>').map((station) => station.trim());
  return ids.slice(1).map((target, index) => {
    const source = ids[index] ?? '';
    return { id: `${source}-${target}`, source, target, ...(condition === undefined ? {} : { condition }) };
  });
}

function finished(draft: Draft, process: string, drafts: readonly Draft[], flows: readonly Flow[]): Node {
  const isActivity = ACTIVITIES.includes(draft.kind);
  const watchers = drafts.filter(({ kind, host }) => kind === 'boundaryEvent' && host === draft.id);
  return {
    scope: process,
    clauses: [],
    incoming: flows.filter(({ target }) => target === draft.id).map(({ id }) => id),
    outgoing: flows.filter(({ source }) => source === draft.id).map(({ id }) => id),
    ...(isActivity ? { boundary: watchers.map(({ id }) => id), inputs: [], outputs: [] } : {}),
    ...draft,
  } as unknown as Node;
}

function scopesOf(process: string, nodes: readonly Node[]): readonly Scope[] {
  const inner = nodes.filter(({ kind }) => kind === 'subProcess');
  const startsIn = (scope: string) => {
    return nodes.filter((node) => node.kind === 'startEvent' && node.scope === scope).map(({ id }) => id);
  };
  return [
    { id: process, starts: startsIn(process) },
    ...inner.map(({ id, scope }) => ({ id, parent: scope, starts: startsIn(id) })),
  ];
}
