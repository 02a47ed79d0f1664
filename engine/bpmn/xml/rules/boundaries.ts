import type { Findings } from '../findings.ts';
import { hostOf, type ProcessSource } from '../source.ts';

/** A boundary event sits on an activity of its own scope, and no flow leads to it: BPMN 2.0.2, section 10.5.4. */
export function boundaries(findings: Findings, source: ProcessSource): void {
  for (const node of source.nodes.values()) {
    if (node.type !== 'BoundaryEvent') continue;
    const host = source.nodes.get(hostOf(node) ?? '');
    if (host === undefined || !isActivity(host.type) || host.scope !== node.scope) {
      findings.error(node.element, 'boundary-host');
    }
    if (node.incoming.length > 0) {
      findings.error(node.element, 'boundary-incoming');
    }
  }
}

/** Whether a type of element is an activity: a task, a subprocess of any kind or a call. */
export function isActivity(type: string): boolean {
  return /(Task|SubProcess|Transaction|CallActivity)$/.test(type);
}
