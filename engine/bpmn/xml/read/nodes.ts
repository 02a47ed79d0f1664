import type { Activity, Node, NodeKind, NodeOf } from '../../model.ts';
import { childOf, documentationOf, type Element, textOf } from '../element.ts';
import { extensionOf, extensionsOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import { type FlowNode, hostOf, type ProcessSource } from '../source.ts';
import { eventOf, messageOf } from './events.ts';
import { feelIn } from './expressions.ts';
import { decisionOf, jobOf, scriptOf } from './jobs.ts';
import { multiInstanceOf } from './loops.ts';
import { businessKeyIn, mappingsOf } from './mappings.ts';
import { approvalOf, assignmentOf, dueOf, formOf } from './people.ts';
import { present } from './present.ts';
import { reportUnsupported } from './unsupported.ts';

/** What a reader of one kind of node is given. */
type Given = { readonly findings: Findings; readonly source: ProcessSource; readonly node: FlowNode };
type Reader = (given: Given) => Node | undefined;

/** The node as the interpreter runs it; undefined, with a finding, when it cannot. */
export function nodeOf(findings: Findings, source: ProcessSource, node: FlowNode): Node | undefined {
  const reader = READERS[node.type];
  if (reader === undefined) {
    findings.error(node.element, 'element-unsupported', { type: node.type });
    return undefined;
  }
  reportUnsupported(findings, node);
  return reader({ findings, source, node });
}

/** Readers by the type of the element in BPMN. A type that is not here is refused. */
const READERS: Readonly<Record<string, Reader>> = {
  StartEvent: startEvent,
  EndEvent: (given) => {
    const event = eventOf(given.findings, given.node, 'endEvent');
    return event && { ...base(given, 'endEvent'), event };
  },
  IntermediateCatchEvent: (given) => {
    const event = eventOf(given.findings, given.node, 'intermediateCatchEvent');
    return event && { ...base(given, 'intermediateCatchEvent'), event };
  },
  BoundaryEvent: boundaryEvent,
  UserTask: userTask,
  Task: (given) => activity(given, 'task'),
  ManualTask: (given) => activity(given, 'manualTask'),
  ServiceTask: serviceTask,
  SendTask: sendTask,
  ReceiveTask: (given) => {
    const { findings, node } = given;
    return {
      ...activity(given, 'receiveTask'),
      ...present({ message: messageOf(findings, node.element, node.element) }),
    };
  },
  BusinessRuleTask: businessRuleTask,
  ScriptTask: scriptTask,
  SubProcess: (given) => activity(given, 'subProcess'),
  CallActivity: callActivity,
  ExclusiveGateway: (given) => ({
    ...base(given, 'exclusiveGateway'),
    ...present({ fallback: fallbackOf(given.node) }),
  }),
  ParallelGateway: (given) => base(given, 'parallelGateway'),
  EventBasedGateway: (given) => base(given, 'eventBasedGateway'),
};

type Base = Omit<Activity, 'boundary' | 'multi' | 'inputs' | 'outputs' | 'fallback'>;

function base<K extends NodeKind>({ node }: Given, kind: K): Base & { readonly kind: K } {
  const { element } = node;
  return {
    kind,
    id: node.id,
    ...present({ name: textOf(element, 'name'), documentation: documentationOf(element) }),
    scope: node.scope,
    incoming: node.incoming.map((flow) => flow.id),
    outgoing: node.outgoing.map((flow) => flow.id),
    clauses: clausesOf(element),
  };
}

function activity<K extends NodeKind>(given: Given, kind: K): Activity & { readonly kind: K } {
  const { findings, source, node } = given;
  return {
    ...base(given, kind),
    boundary: (source.attached.get(node.id) ?? []).map((event) => event.id),
    ...present({ multi: multiInstanceOf(findings, node.element), fallback: fallbackOf(node) }),
    inputs: mappingsOf(findings, node.element, 'input'),
    outputs: mappingsOf(findings, node.element, 'output'),
  };
}

/** The policy clauses that an element or process carries out. */
export function clausesOf(element: Element): readonly string[] {
  return extensionsOf(element, 'zhidu', 'clause').flatMap((clause) => textOf(clause, 'ref') ?? []);
}

function fallbackOf(node: FlowNode): string | undefined {
  const flow = childOf(node.element, 'default');
  return node.outgoing.find((outgoing) => outgoing.element === flow)?.id;
}

function startEvent(given: Given): NodeOf<'startEvent'> | undefined {
  const { findings, node } = given;
  const event = eventOf(findings, node, 'startEvent');
  const key = extensionOf(node.element, 'zhidu', 'businessKey');
  const expression = textOf(key, 'expression');
  if (key !== undefined && expression === undefined) findings.error(node.element, 'feel-syntax', { case: 'empty' });
  const businessKey = feelIn(findings, node.element, expression);
  return event && { ...base(given, 'startEvent'), event, ...present({ form: formOf(node.element), businessKey }) };
}

function boundaryEvent(given: Given): NodeOf<'boundaryEvent'> | undefined {
  const event = eventOf(given.findings, given.node, 'boundaryEvent');
  const host = hostOf(given.node);
  if (event === undefined || host === undefined) return undefined;
  const interrupting = event.kind === 'error' || given.node.element['cancelActivity'] !== false;
  return { ...base(given, 'boundaryEvent'), event, host, interrupting };
}

function userTask(given: Given): NodeOf<'userTask'> {
  const { findings, node } = given;
  return {
    ...activity(given, 'userTask'),
    assignment: assignmentOf(findings, node.element),
    ...present({
      form: formOf(node.element),
      due: dueOf(findings, node.element),
      approval: approvalOf(node.element, node.id),
      permission: referenceIn(node.element, 'permission'),
      credential: referenceIn(node.element, 'credential'),
    }),
  };
}

function referenceIn(element: Element, name: string): string | undefined {
  const extension = extensionOf(element, 'zhidu', name);
  return textOf(extension, 'ref');
}

function serviceTask(given: Given): NodeOf<'serviceTask'> | undefined {
  const job = jobOf(given.findings, given.node.element);
  if (job !== undefined) return { ...activity(given, 'serviceTask'), job };
  given.findings.error(given.node.element, 'job-missing');
  return undefined;
}

function sendTask(given: Given): NodeOf<'sendTask'> {
  const { findings, node } = given;
  return {
    ...activity(given, 'sendTask'),
    ...present({
      job: jobOf(findings, node.element),
      message: messageOf(findings, node.element, node.element),
    }),
  };
}

/** A rule task without a decision but with a job is done by that job, as a service task is. */
function businessRuleTask(given: Given): Node | undefined {
  const { findings, node } = given;
  const decision = decisionOf(node.element, node.id);
  if (decision !== undefined) return { ...activity(given, 'businessRuleTask'), ...decision };
  const job = jobOf(findings, node.element);
  if (job !== undefined) return { ...activity(given, 'serviceTask'), job };
  findings.error(node.element, 'decision-missing');
  return undefined;
}

function scriptTask(given: Given): Node | undefined {
  const { findings, node } = given;
  const job = jobOf(findings, node.element);
  if (job !== undefined) return { ...activity(given, 'serviceTask'), job };
  const script = scriptOf(findings, node.element, node.id);
  return script && { ...activity(given, 'scriptTask'), ...script };
}

function callActivity(given: Given): NodeOf<'callActivity'> | undefined {
  const { findings, node } = given;
  const zhidu = extensionOf(node.element, 'zhidu', 'calls');
  const zeebe = extensionOf(node.element, 'zeebe', 'calledElement');
  const calls = textOf(zhidu, 'process') ?? textOf(zeebe, 'processId') ?? textOf(node.element, 'calledElement');
  if (calls === undefined || /^=|[$#]\{/.test(calls)) {
    findings.error(node.element, 'called-process-missing');
    return undefined;
  }
  const key = textOf(zhidu, 'businessKey') ?? businessKeyIn(node.element);
  return {
    ...activity(given, 'callActivity'),
    calls: localPart(calls),
    ...present({ businessKey: feelIn(findings, node.element, key) }),
  };
}

/** A called element may be written as a qualified name. */
function localPart(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
