import { childOf, childrenOf, type Element, textOf, typeOf } from '../element.ts';
import { extensionNames, extensionOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import type { FlowNode, ProcessSource } from '../source.ts';
import { isActivity } from './boundaries.ts';

const JOB_TASKS = ['ServiceTask', 'SendTask', 'BusinessRuleTask', 'ScriptTask'];

/** Where each zhidu: extension means something. */
const PLACES: Readonly<Record<string, (type: string) => boolean>> = {
  assignment: (type) => type === 'UserTask',
  due: (type) => type === 'UserTask',
  approval: (type) => type === 'UserTask',
  permission: (type) => type === 'UserTask',
  credential: (type) => type === 'UserTask',
  form: (type) => type === 'UserTask' || type === 'StartEvent',
  job: (type) => JOB_TASKS.includes(type),
  input: isActivity,
  output: isActivity,
  decision: (type) => type === 'BusinessRuleTask',
  script: (type) => type === 'ScriptTask',
  calls: (type) => type === 'CallActivity',
  subscription: (type) => /Event$|ReceiveTask|SendTask/.test(type),
  loop: () => false,
  businessKey: (type) => type === 'StartEvent',
  starter: (type) => type === 'Process',
  title: (type) => type === 'Process',
  clause: () => true,
};

/** Extensions stand where they mean something, and name what there is. */
export function extensions(findings: Findings, source: ProcessSource): void {
  misplaced(findings, source.element, 'Process');
  for (const flow of source.flows.values()) misplaced(findings, flow.element, 'SequenceFlow');
  for (const node of source.nodes.values()) {
    misplaced(findings, node.element, node.type);
    const loop = childOf(node.element, 'loopCharacteristics');
    for (const name of loop === undefined ? [] : extensionNames(loop, 'zhidu')) {
      if (name !== 'loop') findings.error(node.element, 'extension-misplaced', { case: 'loop', name });
    }
    excludedPerformers(findings, source, node.element);
    keyWithoutMessage(findings, node);
  }
}

function misplaced(findings: Findings, element: Element, type: string): void {
  for (const name of extensionNames(element, 'zhidu')) {
    if (PLACES[name]?.(type) === true) continue;
    findings.error(element, 'extension-misplaced', { case: 'element', name, type });
  }
}

/** A business key is made from the message that starts the process. */
function keyWithoutMessage(findings: Findings, { type, element }: FlowNode): void {
  if (type !== 'StartEvent' || extensionOf(element, 'zhidu', 'businessKey') === undefined) return;
  const definitions = [...childrenOf(element, 'eventDefinitions'), ...childrenOf(element, 'eventDefinitionRef')];
  if (definitions.some((it) => typeOf(it) === 'MessageEventDefinition')) return;
  findings.error(element, 'extension-misplaced', { case: 'message', name: 'businessKey' });
}

/** Whoever did one of the named tasks may not decide here: they must be tasks that people do. */
function excludedPerformers(findings: Findings, source: ProcessSource, task: Element): void {
  const approval = extensionOf(task, 'zhidu', 'approval');
  const names = approval === undefined ? '' : (textOf(approval, 'notBy') ?? '');
  for (const name of names.split(',').map((part) => part.trim())) {
    if (name === '' || source.nodes.get(name)?.type === 'UserTask') continue;
    findings.error(task, 'approval-node-unknown', { id: name });
  }
}
