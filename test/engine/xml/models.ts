import { expect } from 'vitest';
import type { Node, Process } from '../../../engine/bpmn/model.ts';
import { compile } from '../../../engine/bpmn/xml/compile.ts';
import { expectWorded } from '../worded.ts';

/** A BPMN file with one process around what is given. */
export function processXml(content: string, { roots = '', process = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zhidu="http://zhidu.dev/schema/bpmn/1"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:flow="http://flowable.org/bpmn" id="definitions" targetNamespace="test">
  ${roots}
  <bpmn:process id="order" isExecutable="true" ${process}>${content}</bpmn:process>
</bpmn:definitions>`;
}

/** A process that is a start, what is given (whose first and last elements are named) and an end. */
export function between(first: string, last: string, content: string, options = {}): string {
  return processXml(
    `<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>${content}
     ${flow('in', 'start', first)}${flow('out', last, 'end')}`,
    options,
  );
}

/** A process whose only element between start and end is given, with the id "it". */
export function around(content: string, options = {}): string {
  return between('it', 'it', content, options);
}

/** A sequence flow, with a condition if there is one. */
export function flow(id: string, from: string, to: string, condition?: string): string {
  const inner = condition === undefined ? '' : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inner}</bpmn:sequenceFlow>`;
}

/** Extension elements. */
export function extended(content: string): string {
  return `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;
}

/** The definition of a timer event. */
export function timer(content = '<bpmn:timeDuration>PT1S</bpmn:timeDuration>'): string {
  return `<bpmn:timerEventDefinition>${content}</bpmn:timerEventDefinition>`;
}

/** "element code" for each error; every problem has its sentences, and nothing is compiled when there is one. */
export async function refusals(xml: string): Promise<readonly string[]> {
  const { processes, problems } = await compile(xml);
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(processes.length === 0).toBe(errors.length > 0);
  for (const problem of problems) expectWorded(problem);
  return errors.map(({ element, code }) => `${element} ${code}`);
}

/** The one process of a model without a flaw. */
export async function processOf(xml: string): Promise<Process> {
  const { processes, problems } = await compile(xml);
  expect(problems).toEqual([]);
  const [process] = processes;
  if (process === undefined) throw new Error('no process');
  return process;
}

/** What becomes of the one element between start and end. */
export async function nodeOf(content: string, options = {}): Promise<Node | undefined> {
  return (await processOf(around(content, options))).nodes['it'];
}
