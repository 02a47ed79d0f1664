import { childOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import type { FlowNode, ProcessSource, SequenceFlow } from '../source.ts';
import { isActivity } from './boundaries.ts';

const DECIDING_GATEWAYS: ReadonlySet<string> = new Set(['ExclusiveGateway', 'InclusiveGateway', 'ComplexGateway']);

/** Which flows carry conditions, and which must: BPMN 2.0.2, sections 8.4.13, 10.6.2 and 10.6.3. */
export function conditions(findings: Findings, source: ProcessSource): void {
  for (const node of source.nodes.values()) {
    defaultFlow(findings, node);
    if (isActivity(node.type)) activityConditions(findings, node);
    else if (DECIDING_GATEWAYS.has(node.type)) gatewayConditions(findings, node);
    else noConditions(findings, node);
  }
}

function defaultFlow(findings: Findings, node: FlowNode): void {
  const fallback = childOf(node.element, 'default');
  if (fallback === undefined) return;
  const flow = node.outgoing.find((outgoing) => outgoing.element === fallback);
  if (flow === undefined) findings.error(node.element, 'default-flow', { case: 'elsewhere' });
  else if (isConditional(flow)) findings.error(flow.element, 'default-flow', { case: 'conditional' });
}

function activityConditions(findings: Findings, node: FlowNode): void {
  const [only, ...others] = node.outgoing;
  if (only !== undefined && others.length === 0 && isConditional(only)) {
    findings.error(only.element, 'condition-unexpected', { case: 'only' });
  }
}

function gatewayConditions(findings: Findings, node: FlowNode): void {
  if (node.type === 'ComplexGateway' || node.outgoing.length < 2) return;
  const fallback = childOf(node.element, 'default');
  for (const flow of node.outgoing) {
    if (isConditional(flow) || flow.element === fallback) continue;
    findings.error(flow.element, 'condition-missing', { id: flow.id });
  }
}

function noConditions(findings: Findings, node: FlowNode): void {
  for (const flow of node.outgoing.filter(isConditional)) {
    findings.error(flow.element, 'condition-unexpected', { case: 'undeciding', type: node.type });
  }
}

function isConditional(flow: SequenceFlow): boolean {
  return childOf(flow.element, 'conditionExpression') !== undefined;
}
