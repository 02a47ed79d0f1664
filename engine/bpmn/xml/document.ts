import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import { brokenAt, oneLine } from '../../xml/broken.ts';
import { guard } from '../../xml/guard.ts';
import { type Element, idOf } from './element.ts';
import type { Problem, ProblemCode, ProblemParams } from './problem.ts';
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
    const params = brokenAt(cause instanceof Error ? cause.message : String(cause));
    return { problems: [{ element: '', code: 'xml-broken', severity: 'error', params }] };
  }
}

/** References whose loss changes what a process does. Others (diagram, data types) only lose decoration. */
const BINDING_REFERENCES: ReadonlySet<string> = new Set([
  ...['bpmn:sourceRef', 'bpmn:targetRef', 'bpmn:attachedToRef', 'bpmn:default', 'bpmn:incoming', 'bpmn:outgoing'],
  ...['bpmn:messageRef', 'bpmn:errorRef', 'bpmn:signalRef', 'bpmn:escalationRef', 'bpmn:activityRef'],
  ...['bpmn:dataObjectRef', 'bpmn:flowNodeRef', 'bpmn:processRef', 'bpmn:operationRef'],
]);

function problemOf({ message, element, property, value = '' }: ModdleWarning): Problem {
  const said = oneLine(message);
  const at = element === undefined ? '' : idOf(element);
  if (property !== undefined && said.startsWith('unresolved reference')) {
    const severity = BINDING_REFERENCES.has(property) ? 'error' : 'warning';
    const params = { property: property.replace('bpmn:', ''), id: value };
    return { element: at, code: 'reference-unresolved', severity, params };
  }
  return { element: /ID <([^>]*)>/.exec(said)?.[1] ?? at, ...judged(said) };
}

type Judged = { readonly [Code in ProblemCode]: Pick<Problem, 'severity'> & Coded<Code> }[ProblemCode];
type Coded<Code extends ProblemCode> = { readonly code: Code; readonly params: ProblemParams[Code] };

function judged(said: string): Judged {
  const [, duplicate] = /duplicate ID <([^>]*)>/.exec(said) ?? [];
  if (duplicate !== undefined) return { code: 'id-duplicate', severity: 'error', params: { id: duplicate } };
  const [, type] = /unknown type <((?:bpmn|zhidu):[^>]*)>/.exec(said) ?? [];
  if (type !== undefined) return { code: 'element-unknown', severity: 'error', params: { name: type } };
  const [, attribute] = /^unknown attribute <([^>]*)>/.exec(said) ?? [];
  if (attribute !== undefined) return { code: 'attribute-unknown', severity: 'error', params: { name: attribute } };
  const broken = brokenAt(said);
  if (/unparsable content <\/?(bpmn\d?|semantic|model):/.test(said)) {
    return { code: 'xml-broken', severity: 'error', params: broken };
  }
  const params = broken.case === 'root' ? ({ case: 'other', text: said } as const) : broken;
  return { code: 'content-ignored', severity: 'warning', params };
}
