import type { Findings } from '../findings.ts';
import type { ProcessSource } from '../source.ts';

/** A sequence flow connects two nodes of one scope: BPMN 2.0.2, section 8.4.13 and 7.6.1. */
export function flows(findings: Findings, source: ProcessSource): void {
  for (const flow of source.flows.values()) {
    const from = flow.source === undefined ? undefined : source.nodes.get(flow.source);
    const to = flow.target === undefined ? undefined : source.nodes.get(flow.target);
    if (from === undefined || to === undefined) {
      findings.error(flow.element, 'flow-dangling', { id: flow.id });
    } else if (from.scope !== to.scope) {
      findings.error(flow.element, 'flow-across', { id: flow.id });
    }
  }
}
