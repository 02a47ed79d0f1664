import type { Flow, Node, Process } from '../../engine/bpmn/model.ts';

const activity = { boundary: [], inputs: [], outputs: [] };

/** The hand-written workflow's two approvals as a process; with `gateways`, so many exclusive gateways before each. */
export function twoApprovalsProcess(due: string | undefined, gateways = 0): Process {
  const id = `twoApprovals${gateways}${due ?? ''}`;
  const path = ['start', ...gatesOf('a', gateways), 'review', ...gatesOf('b', gateways), 'decide', 'end'];
  const flows = path.slice(1).flatMap((target, index) => flowsBetween(path[index] ?? '', target));
  const nodes = path.map((node) => nodeOf(node, id, flows, due));
  return {
    format: 1,
    semantics: 1,
    id,
    name: '两级审批',
    clauses: [],
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    scopes: { [id]: { id, starts: ['start'] } },
  };
}

const gatesOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);
const isGate = (id: string) => /^[ab]\d+$/.test(id);

/** From a gateway two flows lead on: one whose condition never holds, and the default. */
function flowsBetween(source: string, target: string): readonly Flow[] {
  const straight = { id: `${source}-${target}`, source, target };
  if (!isGate(source)) return [straight];
  return [{ id: `${source}-end`, source, target: 'end', condition: 'nothing = 1' }, straight];
}

function nodeOf(id: string, scope: string, flows: readonly Flow[], due: string | undefined): Node {
  const incoming = flows.filter(({ target }) => target === id).map((flow) => flow.id);
  const outgoing = flows.filter(({ source }) => source === id).map((flow) => flow.id);
  const common = { id, name: id, scope, clauses: [], incoming, outgoing };
  if (id === 'start') return { ...common, kind: 'startEvent', event: { kind: 'none' } };
  if (id === 'end') return { ...common, kind: 'endEvent', event: { kind: 'none' } };
  if (isGate(id)) return { ...common, kind: 'exclusiveGateway', fallback: outgoing.at(-1) ?? '' };
  return {
    ...common,
    ...activity,
    kind: 'userTask',
    assignment: { duty: 'manager' },
    approval: { result: id, notBy: id === 'decide' ? ['review'] : [] },
    ...(due === undefined ? {} : { due: { duration: due, escalate: 'superior' } }),
  };
}
