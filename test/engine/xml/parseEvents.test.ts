import { describe, expect, test } from 'vitest';
import { around, between, extended, flow, nodeOf, processOf, processXml, refusals } from './models.ts';

describe('an event', () => {
  const timer = (content: string, attributes = '') =>
    `<bpmn:intermediateCatchEvent id="it"><bpmn:timerEventDefinition ${attributes}>${content}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;

  test.each([
    ['<bpmn:timeDuration>PT5M</bpmn:timeDuration>', { kind: 'duration', duration: 'PT5M' }],
    ['<bpmn:timeDuration>=wait</bpmn:timeDuration>', { kind: 'duration', duration: 'wait', feel: true }],
    ['<bpmn:timeDate>2026-12-01T08:00:00+08:00</bpmn:timeDate>', { kind: 'date', date: '2026-12-01T08:00:00+08:00' }],
    ['<bpmn:timeCycle>R3/PT10H</bpmn:timeCycle>', { kind: 'cycle', cycle: 'R3/PT10H' }],
  ])('fires in time: %s', async (content, expected) => {
    expect(await nodeOf(timer(content))).toMatchObject({ event: { kind: 'timer', timer: expected } });
  });

  test('counts working days where the model names a calendar', async () => {
    const node = await nodeOf(timer('<bpmn:timeDuration>P2D</bpmn:timeDuration>', 'zhidu:calendar="CN_WORKING"'));

    expect(node).toMatchObject({ event: { timer: { kind: 'duration', duration: 'P2D', calendar: 'CN_WORKING' } } });
  });

  test('on the border interrupts unless it says otherwise; an error always does', async () => {
    const process = await processOf(
      around(
        `<bpmn:task id="it"/>
         <bpmn:boundaryEvent id="late" attachedToRef="it" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
         <bpmn:boundaryEvent id="failed" attachedToRef="it"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent>`,
        { roots: '<bpmn:error id="e" errorCode="E-1"/>' },
      ),
    );

    expect(process.nodes['it']).toMatchObject({ boundary: ['late', 'failed'] });
    expect(process.nodes['late']).toMatchObject({ host: 'it', interrupting: false });
    expect(process.nodes['failed']).toMatchObject({ interrupting: true, event: { kind: 'error', code: 'E-1' } });
  });

  test('at the start may make the business key of the message that triggers it', async () => {
    const begun = (key: string, definition = '<bpmn:messageEventDefinition messageRef="m"/>') =>
      processXml(
        `<bpmn:startEvent id="start">${extended(key)}${definition}</bpmn:startEvent><bpmn:endEvent id="stop"/>${flow('f', 'start', 'stop')}`,
        { roots: '<bpmn:message id="m" name="complaint-filed"/>' },
      );
    const key = '<zhidu:businessKey expression="=ticketNumber"/>';

    expect((await processOf(begun(key))).nodes['start']).toMatchObject({ businessKey: 'ticketNumber' });
    expect(await refusals(begun(key, ''))).toEqual(['start extension-misplaced']);
    expect(await refusals(begun('<zhidu:businessKey/>'))).toEqual(['start feel-syntax']);
  });

  test('at the end may terminate', async () => {
    const process = await processOf(
      processXml(
        `<bpmn:startEvent id="start"/><bpmn:endEvent id="stop"><bpmn:terminateEventDefinition/></bpmn:endEvent>${flow('f', 'start', 'stop')}`,
      ),
    );

    expect(process.nodes['stop']).toMatchObject({ kind: 'endEvent', event: { kind: 'terminate' } });
  });
});

describe('a condition', () => {
  const conditionOf = async (condition: string) => {
    const process = await processOf(
      between(
        'split',
        'it',
        `<bpmn:exclusiveGateway id="split" default="else"/><bpmn:task id="it"/>${flow('yes', 'split', 'it', condition)}${flow('else', 'split', 'it')}`,
      ),
    );
    expect(process.nodes['split']).toMatchObject({ fallback: 'else' });
    return process.flows['yes']?.condition;
  };

  test.each([
    ['=amount &gt; 5', 'amount > 5'],
    ['amount &gt; 5', 'amount > 5'],
    ['${amount &gt;= 5}', 'amount >= 5'],
    ["${order.state == 'paid' &amp;&amp; !late}", 'order.state = "paid" and not(late)'],
    ['#{approved}', 'approved'],
    ["${execution.getVariable('x') != null or (y lt -2)}", 'x != null or (y < -2)'],
  ])('%s is FEEL: %s', async (written, feel) => {
    expect(await conditionOf(written)).toBe(feel);
  });
});
