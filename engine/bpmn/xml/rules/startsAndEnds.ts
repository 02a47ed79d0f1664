import { childrenOf, flagOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import type { Container, FlowNode, ProcessSource } from '../source.ts';

/** Where a scope begins and ends: BPMN 2.0.2, sections 10.5.2 and 10.5.3. */
export function startsAndEnds(findings: Findings, source: ProcessSource): void {
  const nodes = [...source.nodes.values()];
  for (const container of source.containers.values()) {
    const inside = nodes.filter((node) => node.scope === container.id);
    if (container.parent === undefined) processStarts(findings, container, inside);
    else if (isPlainSubProcess(source.nodes.get(container.id))) subProcessStarts(findings, container, inside);
  }
  for (const node of nodes) {
    if (node.type === 'StartEvent' && node.incoming.length > 0) {
      findings.error(node.element, 'start-incoming');
    }
    if (node.type === 'EndEvent' && node.outgoing.length > 0) {
      findings.error(node.element, 'end-outgoing');
    }
  }
}

function processStarts(findings: Findings, container: Container, inside: readonly FlowNode[]): void {
  const starts = inside.filter((node) => node.type === 'StartEvent');
  if (starts.length === 0 && !inside.some((node) => flagOf(node.element, 'instantiate'))) {
    findings.error(container.element, 'start-missing', { case: 'process' });
  }
  if (starts.filter(isNone).length > 1) {
    findings.error(container.element, 'start-many', { case: 'process' });
  }
}

function subProcessStarts(findings: Findings, container: Container, inside: readonly FlowNode[]): void {
  const starts = inside.filter((node) => node.type === 'StartEvent');
  if (starts.length === 0) findings.error(container.element, 'start-missing', { case: 'subprocess' });
  if (starts.length > 1) findings.error(container.element, 'start-many', { case: 'subprocess' });
  for (const start of starts.filter((node) => !isNone(node))) {
    findings.error(start.element, 'start-kind');
  }
}

function isPlainSubProcess(node: FlowNode | undefined): boolean {
  return node?.type === 'SubProcess' || node?.type === 'Transaction'
    ? !flagOf(node.element, 'triggeredByEvent')
    : false;
}

function isNone(node: FlowNode): boolean {
  return (
    childrenOf(node.element, 'eventDefinitions').length + childrenOf(node.element, 'eventDefinitionRef').length === 0
  );
}
