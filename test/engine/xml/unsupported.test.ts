import { describe, expect, test } from 'vitest';
import { around, extended, flow, refusals, timer } from './models.ts';

describe('what the interpreter cannot do', () => {
  const job = extended('<zhidu:job type="t"/>');

  test.each([
    ['an inclusive gateway', 'it element-unsupported', '<bpmn:inclusiveGateway id="it"/>'],
    [
      'a transaction',
      'it element-unsupported',
      '<bpmn:transaction id="it"><bpmn:startEvent id="a"/></bpmn:transaction>',
    ],
    [
      'a signal',
      'it event-unsupported',
      '<bpmn:intermediateCatchEvent id="it"><bpmn:signalEventDefinition/></bpmn:intermediateCatchEvent>',
    ],
    [
      'several triggers',
      'it event-many',
      `<bpmn:intermediateCatchEvent id="it">${timer()}${timer()}</bpmn:intermediateCatchEvent>`,
    ],
    ['a standard loop', 'it loop-unsupported', '<bpmn:task id="it"><bpmn:standardLoopCharacteristics/></bpmn:task>'],
    [
      'one after the other',
      'it loop-unsupported',
      '<bpmn:task id="it"><bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>',
    ],
    [
      'a loop without number',
      'it loop-invalid',
      '<bpmn:task id="it"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>',
    ],
    ['compensation', 'it feature-unsupported', '<bpmn:task id="it" isForCompensation="true"/>'],
    ['several tokens', 'it feature-unsupported', '<bpmn:task id="it" startQuantity="2"/>'],
    ['Java', 'it java-code', '<bpmn:serviceTask id="it" camunda:class="org.Pay"/>'],
    [
      'a listener',
      'it java-code',
      `<bpmn:task id="it">${extended('<camunda:executionListener class="a.B" event="start"/>')}</bpmn:task>`,
    ],
    [
      'a script language',
      'it script-language',
      '<bpmn:scriptTask id="it" scriptFormat="groovy"><bpmn:script>a</bpmn:script></bpmn:scriptTask>',
    ],
    ['a method call', 'it expression-language', '<bpmn:userTask id="it" camunda:assignee="${users.find(x)}"/>'],
    ['a service without a job', 'it job-missing', '<bpmn:serviceTask id="it"/>'],
    ['rules without a decision', 'it decision-missing', '<bpmn:businessRuleTask id="it"/>'],
    ['a call of nothing', 'it called-process-missing', '<bpmn:callActivity id="it"/>'],
    ['a script of nothing', 'it script-missing', '<bpmn:scriptTask id="it"/>'],
    [
      'a message without name',
      'it message-missing',
      '<bpmn:intermediateCatchEvent id="it"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>',
    ],
    [
      'a timer without time',
      'it timer-missing',
      `<bpmn:intermediateCatchEvent id="it">${timer('')}</bpmn:intermediateCatchEvent>`,
    ],
    [
      'a time that is none',
      'it timer-invalid',
      `<bpmn:intermediateCatchEvent id="it">${timer('<bpmn:timeDuration>P</bpmn:timeDuration>')}</bpmn:intermediateCatchEvent>`,
    ],
    [
      'a cron expression',
      'it timer-invalid',
      `<bpmn:intermediateCatchEvent id="it">${timer('<bpmn:timeCycle>0 0/5 * * * ?</bpmn:timeCycle>')}</bpmn:intermediateCatchEvent>`,
    ],
    [
      'a mapping without target',
      'it mapping-invalid',
      `<bpmn:task id="it">${extended('<zhidu:input source="=a"/>')}</bpmn:task>`,
    ],
    [
      'broken FEEL',
      'it feel-syntax',
      `<bpmn:task id="it">${extended('<zhidu:input target="x" source="=a +"/>')}</bpmn:task>`,
    ],
    [
      'costly FEEL',
      'it feel-pattern',
      `<bpmn:task id="it">${extended('<zhidu:input target="x" source="=matches(a, b)"/>')}</bpmn:task>`,
    ],
    [
      'a deadline that is none',
      'it due-invalid',
      `<bpmn:userTask id="it">${extended('<zhidu:due duration="soon"/>')}</bpmn:userTask>`,
    ],
    [
      'an approval of a machine',
      'it extension-misplaced',
      `<bpmn:serviceTask id="it">${extended('<zhidu:approval/><zhidu:job type="t"/>')}</bpmn:serviceTask>`,
    ],
    [
      'excluding who did a task that is none',
      'it approval-node-unknown',
      `<bpmn:userTask id="it">${extended('<zhidu:approval notBy="start"/>')}</bpmn:userTask>`,
    ],
    [
      'retries that are no number',
      'it retries-invalid',
      `<bpmn:serviceTask id="it">${extended('<zhidu:job type="t" retries="many"/>')}</bpmn:serviceTask>`,
    ],
  ])('is refused: %s', async (_, refusal, content) => {
    expect(await refusals(around(content))).toContain(refusal);
  });

  test('is refused within a subprocess too', async () => {
    const content = `<bpmn:subProcess id="it"><bpmn:startEvent id="a"/><bpmn:complexGateway id="deep"/>${flow('f', 'a', 'deep')}</bpmn:subProcess>`;

    expect(await refusals(around(content))).toEqual(['deep element-unsupported']);
  });

  test('leaves data objects, lanes and what other vendors only hint at alone', async () => {
    const content = `<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>it</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      <bpmn:dataObject id="d"/><bpmn:dataObjectReference id="r" dataObjectRef="d"/>
      <bpmn:serviceTask id="it" camunda:asyncBefore="true">${job}</bpmn:serviceTask>`;

    expect(await refusals(around(content))).toEqual([]);
  });

  test('is more FEEL than can be judged in time', async () => {
    const long = `"${'x'.repeat(4_000)}"`.replaceAll('"', '&quot;');
    const inputs = `<zhidu:input target="x" source="=${long}"/>`.repeat(40);

    expect(await refusals(around(`<bpmn:task id="it">${extended(inputs)}</bpmn:task>`))).toEqual(['it feel-size']);
  });
});
