import { childrenOf, flagOf, typeOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import { type FlowNode, hostOf, type ProcessSource } from '../source.ts';

/** In a scope with a start event, a flow leads to everything else: BPMN 2.0.2, section 10.5.2. */
export function reachability(findings: Findings, source: ProcessSource): void {
  const nodes = [...source.nodes.values()];
  const started = new Set(nodes.filter((node) => node.type === 'StartEvent').map((node) => node.scope));
  const reached = reachedFrom(
    source,
    nodes.filter((node) => startsByItself(source, node)),
  );
  for (const node of nodes) {
    if (reached.has(node.id) || !started.has(node.scope)) continue;
    const isOrphan = node.incoming.length === 0;
    findings[isOrphan ? 'error' : 'warning'](node.element, 'unreachable');
  }
}

function startsByItself(source: ProcessSource, node: FlowNode): boolean {
  if (node.type === 'StartEvent' || node.type === 'BoundaryEvent') return true;
  if (flagOf(node.element, 'triggeredByEvent') || flagOf(node.element, 'isForCompensation')) return true;
  if (flagOf(node.element, 'instantiate')) return true;
  if (source.nodes.get(node.scope)?.type === 'AdHocSubProcess') return true;
  return childrenOf(node.element, 'eventDefinitions').some((event) => typeOf(event) === 'LinkEventDefinition');
}

function reachedFrom(source: ProcessSource, starts: readonly FlowNode[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = starts.filter((node) => hostOf(node) === undefined);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node.id)) continue;
    reached.add(node.id);
    const events = source.attached.get(node.id) ?? [];
    open.push(...events, ...node.outgoing.flatMap((flow) => source.nodes.get(flow.target ?? '') ?? []));
  }
  return reached;
}
