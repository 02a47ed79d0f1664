import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/bpmn/xml/compile.ts';
import { around, extended, nodeOf, processOf, processXml } from './models.ts';

describe('a process', () => {
  test('becomes nodes, flows and scopes by id', async () => {
    const process = await processOf(
      around('<bpmn:task id="it" name="Pack"><bpmn:documentation>Well.</bpmn:documentation></bpmn:task>'),
    );

    expect(process).toMatchObject({ format: 1, semantics: 1, id: 'order', name: 'order', clauses: [] });
    expect(process.nodes['it']).toEqual({
      kind: 'task',
      id: 'it',
      name: 'Pack',
      documentation: 'Well.',
      scope: 'order',
      incoming: ['in'],
      outgoing: ['out'],
      clauses: [],
      boundary: [],
      inputs: [],
      outputs: [],
    });
    expect(process.flows['in']).toEqual({ id: 'in', source: 'start', target: 'it' });
    expect(process.scopes).toEqual({ order: { id: 'order', starts: ['start'] } });
  });

  test('names clauses, starters and a title', async () => {
    const said = extended(
      '<zhidu:clause ref="POL-01#12.3"/><zhidu:starter duty="buyer"/><zhidu:starter duty="head"/><zhidu:title expression="=subject"/>',
    );
    const process = await processOf(processXml(`${said}<bpmn:startEvent id="start"/>`, { process: 'name="采购"' }));

    expect(process).toMatchObject({
      name: '采购',
      clauses: ['POL-01#12.3'],
      starters: ['buyer', 'head'],
      title: 'subject',
    });
  });

  test('holds the scope of each subprocess', async () => {
    const process = await processOf(around('<bpmn:subProcess id="it"><bpmn:startEvent id="inner"/></bpmn:subProcess>'));

    expect(process.scopes['it']).toEqual({ id: 'it', parent: 'order', starts: ['inner'] });
    expect(process.nodes['inner']?.scope).toBe('it');
  });

  test('is one of several in a file; only those that are executable count', async () => {
    const xml = processXml('<bpmn:startEvent id="a"/>').replace(
      '</bpmn:definitions>',
      `<bpmn:process id="other" isExecutable="true"><bpmn:startEvent id="b"/></bpmn:process>
       <bpmn:process id="drawn"><bpmn:startEvent id="c"/></bpmn:process></bpmn:definitions>`,
    );

    expect((await compile(xml)).processes.map(({ id }) => id)).toEqual(['order', 'other']);
    expect((await compile(xml, { process: 'drawn' })).processes.map(({ id }) => id)).toEqual([
      'order',
      'other',
      'drawn',
    ]);
  });

  test('needs no executable mark if none has one', async () => {
    const xml = processXml('<bpmn:startEvent id="a"/>').replace('isExecutable="true"', '');

    expect((await compile(xml)).processes.map(({ id }) => id)).toEqual(['order']);
  });
});

describe('a user task', () => {
  test('carries what the policy says about it', async () => {
    const node = await nodeOf(
      `<bpmn:userTask id="it">${extended(`
        <zhidu:assignment duty="category-manager" department="=requester.department"/>
        <zhidu:due duration="P3D" calendar="CN_WORKING" remindBefore="P1D" escalate="superior"/>
        <zhidu:clause ref="POL-01#12.3"/><zhidu:clause ref="POL-01#12.4"/>
        <zhidu:approval result="managerDecision" notBy="it"/>
        <zhidu:permission ref="contract-sign"/><zhidu:credential ref="L1-operations"/><zhidu:form ref="proposal"/>
        <zhidu:input target="x" source="=a + 1"/><zhidu:output target="y" source="text"/>`)}</bpmn:userTask>`,
    );

    expect(node).toMatchObject({
      assignment: { duty: 'category-manager', department: 'requester.department' },
      due: { duration: 'P3D', calendar: 'CN_WORKING', remindBefore: 'P1D', escalate: 'superior' },
      clauses: ['POL-01#12.3', 'POL-01#12.4'],
      approval: { result: 'managerDecision', notBy: ['it'] },
      permission: 'contract-sign',
      credential: 'L1-operations',
      form: 'proposal',
      inputs: [{ target: 'x', source: 'a + 1' }],
      outputs: [{ target: 'y', source: '"text"' }],
    });
  });

  test('of Camunda 8 is read', async () => {
    const node = await nodeOf(
      `<bpmn:userTask id="it">${extended(`
        <zeebe:assignmentDefinition assignee="=manager" candidateGroups="buyers"/><zeebe:formDefinition formId="f"/>
        <zeebe:ioMapping><zeebe:input source="=a" target="b"/><zeebe:output source="=c" target="d"/></zeebe:ioMapping>`)}</bpmn:userTask>`,
    );

    expect(node).toMatchObject({
      assignment: { duty: 'buyers', person: 'manager' },
      form: 'f',
      inputs: [{ target: 'b', source: 'a' }],
      outputs: [{ target: 'd', source: 'c' }],
    });
  });

  test('of the Camunda 7 family is read, whatever the prefix', async () => {
    const node = await nodeOf(
      `<bpmn:userTask id="it" flow:assignee="\${request.manager}" flow:candidateGroups="buyers" camunda:formKey="f">${extended(
        '<camunda:inputOutput><camunda:inputParameter name="x">${y}</camunda:inputParameter></camunda:inputOutput>',
      )}</bpmn:userTask>`,
    );

    expect(node).toMatchObject({
      assignment: { duty: 'buyers', person: 'request.manager' },
      form: 'f',
      inputs: [{ target: 'x', source: 'y' }],
    });
  });

  test('takes its owners from the standard', async () => {
    const owner = '<bpmn:formalExpression>group(management)</bpmn:formalExpression>';
    const node = await nodeOf(
      `<bpmn:userTask id="it"><bpmn:potentialOwner><bpmn:resourceAssignmentExpression>${owner}
       </bpmn:resourceAssignmentExpression></bpmn:potentialOwner></bpmn:userTask>`,
    );

    expect(node).toMatchObject({ assignment: { duty: 'management' } });
  });
});

describe('a task that something else does', () => {
  test.each([
    ['<zhidu:job type="notify" retries="3"><zhidu:header key="to" value="buyer"/></zhidu:job>', { to: 'buyer' }],
    [
      '<zeebe:taskDefinition type="notify" retries="3"/><zeebe:taskHeaders><zeebe:header key="to" value="buyer"/></zeebe:taskHeaders>',
      { to: 'buyer' },
    ],
  ])('asks for a job: %s', async (extension, headers) => {
    const node = await nodeOf(`<bpmn:serviceTask id="it">${extended(extension)}</bpmn:serviceTask>`);

    expect(node).toMatchObject({ kind: 'serviceTask', job: { type: 'notify', retries: 3, headers } });
  });

  test('may be an external task', async () => {
    const node = await nodeOf('<bpmn:serviceTask id="it" camunda:type="external" camunda:topic="pay"/>');

    expect(node).toMatchObject({ kind: 'serviceTask', job: { type: 'pay', headers: {} } });
  });

  test('asks for a decision', async () => {
    const node = await nodeOf(
      `<bpmn:businessRuleTask id="it">${extended('<zhidu:decision ref="route" result="way"/>')}</bpmn:businessRuleTask>`,
    );

    expect(node).toMatchObject({ kind: 'businessRuleTask', decision: 'route', result: 'way' });
  });

  test('evaluates a script of FEEL, which may go through lists as it likes', async () => {
    const script = 'for a in xs, b in ys return a + b';
    const extension = await nodeOf(
      `<bpmn:scriptTask id="it">${extended(`<zhidu:script expression="=${script}" result="sums"/>`)}</bpmn:scriptTask>`,
    );
    const standard = await nodeOf(
      `<bpmn:scriptTask id="it" scriptFormat="feel"><bpmn:script>${script}</bpmn:script></bpmn:scriptTask>`,
    );

    expect(extension).toMatchObject({ kind: 'scriptTask', script, result: 'sums' });
    expect(standard).toMatchObject({ kind: 'scriptTask', script, result: 'it' });
  });

  test('of rules or script with a job type is done by that job', async () => {
    const job = extended('<zeebe:taskDefinition type="t"/>');

    expect(await nodeOf(`<bpmn:businessRuleTask id="it">${job}</bpmn:businessRuleTask>`)).toMatchObject({
      kind: 'serviceTask',
    });
    expect(await nodeOf(`<bpmn:scriptTask id="it">${job}</bpmn:scriptTask>`)).toMatchObject({ kind: 'serviceTask' });
  });

  test('calls a process', async () => {
    const zhidu = extended('<zhidu:calls process="screening" businessKey="=supplier.id"/>');
    const mapped = extended(
      '<camunda:in businessKey="${key}"/><camunda:in source="a" target="b"/><camunda:out sourceExpression="${c}" target="d"/>',
    );

    expect(await nodeOf(`<bpmn:callActivity id="it">${zhidu}</bpmn:callActivity>`)).toMatchObject({
      calls: 'screening',
      businessKey: 'supplier.id',
    });
    expect(
      await nodeOf(`<bpmn:callActivity id="it" calledElement="other">${mapped}</bpmn:callActivity>`),
    ).toMatchObject({
      calls: 'other',
      businessKey: 'key',
      inputs: [{ target: 'b', source: 'a' }],
      outputs: [{ target: 'd', source: 'c' }],
    });
  });

  test('sends or receives a message, correlated by a key', async () => {
    const roots = `<bpmn:message id="m" name="paid">${extended('<zhidu:subscription key="=orderId"/>')}</bpmn:message>`;

    expect(await nodeOf('<bpmn:receiveTask id="it" messageRef="m"/>', { roots })).toMatchObject({
      message: { name: 'paid', key: 'orderId' },
    });
    expect(await nodeOf('<bpmn:sendTask id="it" messageRef="m"/>', { roots })).toMatchObject({
      message: { name: 'paid', key: 'orderId' },
    });
    expect(await nodeOf('<bpmn:receiveTask id="it"/>')).not.toHaveProperty('message');
  });
});

describe('an activity that is done several times at once', () => {
  const loop = (content: string, attributes = '') =>
    `<bpmn:userTask id="it"><bpmn:multiInstanceLoopCharacteristics ${attributes}>${content}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`;

  test('goes through a list and collects what each gives', async () => {
    const said =
      '<zhidu:loop collection="=suppliers" element="supplier" outputCollection="quotes" outputElement="=quote"/>';
    const completion = '<bpmn:completionCondition>=numberOfCompletedInstances &gt; 2</bpmn:completionCondition>';

    expect(await nodeOf(loop(extended(said) + completion))).toMatchObject({
      multi: {
        collection: 'suppliers',
        element: 'supplier',
        output: { collection: 'quotes', element: 'quote' },
        completion: 'numberOfCompletedInstances > 2',
      },
    });
  });

  test('counts', async () => {
    expect(await nodeOf(loop('<bpmn:loopCardinality>4</bpmn:loopCardinality>'))).toMatchObject({
      multi: { cardinality: '4' },
    });
  });

  test('of other vendors is read', async () => {
    const zeebe = extended('<zeebe:loopCharacteristics inputCollection="=xs" inputElement="x"/>');

    expect(await nodeOf(loop(zeebe))).toMatchObject({ multi: { collection: 'xs', element: 'x' } });
    expect(await nodeOf(loop('', 'camunda:collection="xs" camunda:elementVariable="x"'))).toMatchObject({
      multi: { collection: 'xs', element: 'x' },
    });
  });
});
