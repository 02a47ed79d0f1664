import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import { guard } from '../../xml/guard.ts';
import { type Element, idOf } from './element.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { zhiduDescriptor } from './zhidu.ts';

/** A file that could be read, and what was wrong in reading it. */
export type Document = { readonly definitions?: Element; readonly problems: readonly Problem[] };

const MAX_ELEMENTS = 5_000;

/** Reads a BPMN file. What bpmn-moddle drops or cannot resolve is a problem here: nothing of a model is lost silently. */
export async function readDocument(xml: string): Promise<Document> {
  const objection = guard(xml, MAX_ELEMENTS);
  if (objection !== undefined) return { problems: [{ element: '', severity: 'error', ...objection }] };
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zhidu: zhiduDescriptor }).fromXML(xml);
    return { definitions: rootElement, problems: warnings.map(problemOf) };
  } catch (cause) {
    const reason = cause instanceof Error ? oneLine(cause.message) : String(cause);
    return { problems: [{ element: '', code: 'xml-broken', severity: 'error', reason }] };
  }
}

/** References whose loss changes what a process does. Others (diagram, data types) only lose decoration. */
const BINDING_REFERENCES: ReadonlySet<string> = new Set([
  ...['bpmn:sourceRef', 'bpmn:targetRef', 'bpmn:attachedToRef', 'bpmn:default', 'bpmn:incoming', 'bpmn:outgoing'],
  ...['bpmn:messageRef', 'bpmn:errorRef', 'bpmn:signalRef', 'bpmn:escalationRef', 'bpmn:activityRef'],
  ...['bpmn:dataObjectRef', 'bpmn:flowNodeRef', 'bpmn:processRef', 'bpmn:operationRef'],
]);

function problemOf(warning: ModdleWarning): Problem {
  const reason = oneLine(warning.message);
  const element = warning.element === undefined ? '' : idOf(warning.element);
  if (warning.property !== undefined && reason.startsWith('unresolved reference')) {
    const severity = BINDING_REFERENCES.has(warning.property) ? 'error' : 'warning';
    const text = `${warning.property.replace('bpmn:', '')} names ${warning.value ?? ''}, which is not there`;
    return { element, code: 'reference-unresolved', severity, reason: text };
  }
  return { element: /ID <([^>]*)>/.exec(reason)?.[1] ?? element, ...judged(reason), reason };
}

function judged(reason: string): { readonly code: ProblemCode; readonly severity: Problem['severity'] } {
  if (reason.includes('duplicate ID')) return { code: 'id-duplicate', severity: 'error' };
  if (/unknown type <(bpmn|zhidu):/.test(reason)) return { code: 'element-unknown', severity: 'error' };
  if (reason.startsWith('unknown attribute')) return { code: 'attribute-unknown', severity: 'error' };
  if (/unparsable content <\/?(bpmn\d?|semantic|model):/.test(reason)) return { code: 'xml-broken', severity: 'error' };
  return { code: 'content-ignored', severity: 'warning' };
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
