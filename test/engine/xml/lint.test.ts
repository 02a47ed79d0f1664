import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/bpmn/xml/compile.ts';
import { around, between, extended, flow, processXml, refusals, timer } from './models.ts';

const START = '<bpmn:startEvent id="start"/>';

describe('the document', () => {
  test.each([
    ['no XML', ' xml-broken', 'nonsense'],
    ['another language', ' xml-broken', '<html/>'],
    ['a document type', ' xml-doctype', `<!DOCTYPE a [<!ENTITY b "c">]>${processXml(START)}`],
    ['more than 2 MiB', ' xml-too-large', processXml(`<!--${'x'.repeat(2 * 1024 * 1024)}-->`)],
    ['too many elements', ' xml-too-many-elements', processXml('<bpmn:task id="a"/>'.repeat(5_001))],
    ['too deep nesting', ' xml-too-deep', processXml('<bpmn:subProcess>'.repeat(40) + '</bpmn:subProcess>'.repeat(40))],
    [
      'deep nesting that hides behind attributes',
      ' xml-too-deep',
      processXml('<bpmn:subProcess name="/>">'.repeat(40) + '</bpmn:subProcess>'.repeat(40)),
    ],
    ['an unknown element', ' element-unknown', processXml(`${START}<bpmn:wonder id="w"/>`)],
    [
      'an unknown extension',
      ' element-unknown',
      around(`<bpmn:task id="it">${extended('<zhidu:wonder/>')}</bpmn:task>`),
    ],
    [
      'an unknown attribute of an extension',
      'it attribute-unknown',
      around(`<bpmn:userTask id="it">${extended('<zhidu:assignment dutty="a"/>')}</bpmn:userTask>`),
    ],
    ['an id twice', 'start id-duplicate', processXml(`${START}<bpmn:task id="start"/>`)],
    ['an element without id', 'order id-missing', processXml(`<bpmn:startEvent/>`)],
    ['a reference to nothing', 'it reference-unresolved', around('<bpmn:receiveTask id="it" messageRef="gone"/>')],
  ])('is refused for %s', async (_, refusal, xml) => {
    expect(await refusals(xml)).toContain(refusal);
  });

  test('may say "<" and ">" in comments and texts', async () => {
    expect(await refusals(processXml(`<!-- <a <b <!DOCTYPE> -->${START.replace('/>', ' name="a > b"/>')}`))).toEqual(
      [],
    );
  });
});

describe('the structure', () => {
  const catching = (id: string, definition = timer()) =>
    `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`;

  test.each([
    ['no start event', 'order start-missing', processXml('<bpmn:endEvent id="e"/>')],
    ['two plain start events', 'order start-many', processXml(`${START}<bpmn:startEvent id="again"/>`)],
    [
      'a subprocess without a start',
      'it start-missing',
      around('<bpmn:subProcess id="it"><bpmn:task id="x"/></bpmn:subProcess>'),
    ],
    [
      'a subprocess with two starts',
      'it start-many',
      around('<bpmn:subProcess id="it"><bpmn:startEvent id="a"/><bpmn:startEvent id="b"/></bpmn:subProcess>'),
    ],
    [
      'a subprocess that waits to start',
      'a start-kind',
      around(`<bpmn:subProcess id="it"><bpmn:startEvent id="a">${timer()}</bpmn:startEvent></bpmn:subProcess>`),
    ],
    [
      'a flow to a start',
      'start start-incoming',
      between('it', 'it', `<bpmn:task id="it"/>${flow('f', 'it', 'start')}`),
    ],
    ['a flow from an end', 'end end-outgoing', between('it', 'it', `<bpmn:task id="it"/>${flow('f', 'end', 'it')}`)],
    [
      'an error that is thrown without a name',
      'oops error-missing',
      processXml(
        `${START}<bpmn:endEvent id="oops"><bpmn:errorEventDefinition/></bpmn:endEvent>${flow('f', 'start', 'oops')}`,
      ),
    ],
    ['a flow to nowhere', 'f flow-dangling', processXml(`${START}<bpmn:sequenceFlow id="f" sourceRef="start"/>`)],
    [
      'a flow into a subprocess',
      'f flow-across',
      around(
        `<bpmn:subProcess id="it"><bpmn:startEvent id="a"/><bpmn:task id="x"/></bpmn:subProcess>${flow('f', 'start', 'x')}`,
      ),
    ],
    [
      'a boundary event on a gateway',
      'b boundary-host',
      around(
        `<bpmn:parallelGateway id="it"/><bpmn:boundaryEvent id="b" attachedToRef="it">${timer()}</bpmn:boundaryEvent>`,
      ),
    ],
    [
      'a flow to a boundary event',
      'b boundary-incoming',
      around(
        `<bpmn:task id="it"/><bpmn:boundaryEvent id="b" attachedToRef="it">${timer()}</bpmn:boundaryEvent>${flow('f', 'start', 'b')}`,
      ),
    ],
    ['a node that nothing leads to', 'lost unreachable', around('<bpmn:task id="it"/><bpmn:task id="lost"/>')],
    [
      'a way out of a gateway without condition',
      'b condition-missing',
      between(
        'g',
        'it',
        `<bpmn:exclusiveGateway id="g"/><bpmn:task id="it"/>${flow('a', 'g', 'it', 'x')}${flow('b', 'g', 'it')}`,
      ),
    ],
    [
      'a default flow with a condition',
      'a default-flow',
      between(
        'g',
        'it',
        `<bpmn:exclusiveGateway id="g" default="a"/><bpmn:task id="it"/>${flow('a', 'g', 'it', 'x')}${flow('b', 'g', 'it', 'y')}`,
      ),
    ],
    [
      'a default flow of another element',
      'g default-flow',
      between('g', 'it', `<bpmn:exclusiveGateway id="g" default="out"/><bpmn:task id="it"/>${flow('a', 'g', 'it')}`),
    ],
    [
      'a condition behind a parallel gateway',
      'a condition-unexpected',
      between('g', 'it', `<bpmn:parallelGateway id="g"/><bpmn:task id="it"/>${flow('a', 'g', 'it', 'x')}`),
    ],
    [
      'the only way out of a task being conditional',
      'a condition-unexpected',
      between('t', 'it', `<bpmn:task id="t"/><bpmn:task id="it"/>${flow('a', 't', 'it', 'x')}`),
    ],
    [
      'an event-based gateway before a task',
      'it event-gateway-targets',
      between(
        'g',
        'it',
        `<bpmn:eventBasedGateway id="g"/>${catching('c')}<bpmn:task id="it"/>${flow('a', 'g', 'it')}${flow('b', 'g', 'c')}`,
      ),
    ],
    [
      'an event-based gateway with one way out',
      'g event-gateway-targets',
      between('g', 'it', `<bpmn:eventBasedGateway id="g"/>${catching('it')}${flow('a', 'g', 'it')}`),
    ],
    [
      'another way to what an event-based gateway waits for',
      'it event-gateway-join',
      between(
        'g',
        'it',
        `<bpmn:eventBasedGateway id="g"/>${catching('it')}${catching('c')}${flow('a', 'g', 'it')}${flow('b', 'g', 'c')}${flow('c2', 'c', 'it')}`,
      ),
    ],
  ])('is refused for %s', async (_, refusal, xml) => {
    expect(await refusals(xml)).toContain(refusal);
  });

  test('may have a circle that nobody enters, which is worth a warning', async () => {
    const { problems } = await compile(
      around(`<bpmn:task id="it"/><bpmn:task id="a"/><bpmn:task id="b"/>${flow('x', 'a', 'b')}${flow('y', 'b', 'a')}`),
    );

    expect(problems.map(({ element, code, severity }) => [element, code, severity])).toEqual([
      ['a', 'unreachable', 'warning'],
      ['b', 'unreachable', 'warning'],
    ]);
  });
});
