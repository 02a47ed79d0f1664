import { childrenOf, typeOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import type { FlowNode, ProcessSource } from '../source.ts';

const CATCHABLE: ReadonlySet<string> = new Set([
  ...['MessageEventDefinition', 'TimerEventDefinition', 'SignalEventDefinition', 'ConditionalEventDefinition'],
]);

/** What may follow an event-based gateway: BPMN 2.0.2, section 10.6.6. */
export function eventGateways(findings: Findings, source: ProcessSource): void {
  for (const gateway of source.nodes.values()) {
    if (gateway.type !== 'EventBasedGateway') continue;
    if (gateway.outgoing.length < 2) {
      findings.error(gateway.element, 'event-gateway-targets', { case: 'few' });
    }
    const targets = gateway.outgoing.flatMap((flow) => source.nodes.get(flow.target ?? '') ?? []);
    for (const target of targets) checkTarget(findings, source, target);
    if (targets.some(isReceiveTask) && targets.some(isMessageCatch)) {
      findings.error(gateway.element, 'event-gateway-targets', { case: 'mixed' });
    }
  }
}

function checkTarget(findings: Findings, source: ProcessSource, target: FlowNode): void {
  if (!isReceiveTask(target) && !isCatch(target)) {
    findings.error(target.element, 'event-gateway-targets', { case: 'other' });
  }
  if (target.incoming.length > 1) {
    findings.error(target.element, 'event-gateway-join');
  }
  if (isReceiveTask(target) && source.attached.has(target.id)) {
    findings.error(target.element, 'event-gateway-targets', { case: 'boundary' });
  }
}

function isReceiveTask(node: FlowNode): boolean {
  return node.type === 'ReceiveTask';
}

function isMessageCatch(node: FlowNode): boolean {
  return isCatch(node) && typesOf(node).includes('MessageEventDefinition');
}

function isCatch(node: FlowNode): boolean {
  return node.type === 'IntermediateCatchEvent' && typesOf(node).every((type) => CATCHABLE.has(type));
}

function typesOf(node: FlowNode): readonly string[] {
  return childrenOf(node.element, 'eventDefinitions').map(typeOf);
}
