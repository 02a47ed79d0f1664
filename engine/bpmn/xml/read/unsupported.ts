import { childOf, childrenOf, type Element, flagOf, textOf } from '../element.ts';
import { attributeOf, extensionNames } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import type { ProblemParams } from '../problem.ts';
import type { FlowNode } from '../source.ts';

const CODE_ATTRIBUTES = ['class', 'delegateExpression', 'expression'] as const;
const CODE_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['executionListener', 'taskListener', 'executionListeners', 'taskListeners', 'connector', 'field'],
]);

/** Reports what an element asks for beside its kind, and the interpreter does not do: nothing is passed over in silence. */
export function reportUnsupported(findings: Findings, node: FlowNode): void {
  reportFeatures(findings, node.element);
  reportData(findings, node.element);
  reportCode(findings, node.element);
}

/** Code of other vendors that hangs on an element. */
export function reportCode(findings: Findings, element: Element): void {
  for (const name of CODE_ATTRIBUTES) {
    const value = attributeOf(element, 'camunda', name);
    if (value !== undefined) findings.error(element, 'java-code', { case: 'attribute', name, text: value });
  }
  const hooks = [...extensionNames(element, 'camunda'), ...extensionNames(element, 'zeebe')];
  for (const name of hooks.filter((hook) => CODE_EXTENSIONS.has(hook))) {
    findings.error(element, 'java-code', { case: 'extension', name });
  }
}

function reportFeatures(findings: Findings, element: Element): void {
  const refuse = (params: ProblemParams['feature-unsupported']) =>
    findings.error(element, 'feature-unsupported', params);
  if (flagOf(element, 'isForCompensation')) refuse({ case: 'compensation' });
  if (flagOf(element, 'triggeredByEvent')) refuse({ case: 'eventSubprocess' });
  if (flagOf(element, 'instantiate')) refuse({ case: 'instantiate' });
  if (textOf(element, 'eventGatewayType') === 'Parallel') refuse({ case: 'parallelEventGateway' });
  for (const name of ['startQuantity', 'completionQuantity']) {
    const value = element[name];
    if (typeof value === 'number' && value !== 1) refuse({ case: 'quantity', name });
  }
}

/** Data associations that only draw are fine; those that compute would have to be carried out. */
function reportData(findings: Findings, element: Element): void {
  const associations = [
    ...childrenOf(element, 'dataInputAssociations'),
    ...childrenOf(element, 'dataOutputAssociations'),
  ];
  const computes = (association: Element) =>
    childOf(association, 'transformation') !== undefined || childrenOf(association, 'assignment').length > 0;
  if (associations.some(computes)) {
    findings.error(element, 'feature-unsupported', { case: 'dataAssociation' });
  }
}
