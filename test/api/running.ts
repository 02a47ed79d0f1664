import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Evaluator } from '../../activities/index.ts';
import { queues } from '../../platform/queues.ts';
import { saveForm } from '../../store/definitions.ts';
import { createWorkers } from '../../worker/workers.ts';
import { devServer } from '../setup/temporal.ts';
import { testBundle } from '../workflows/workflowBundle.ts';
import { openWorld, type World } from './world.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
});

/** The API with a Temporal server and workers behind it. */
export type RunningWorld = World & {
  readonly environment: TestWorkflowEnvironment;
  /** Stops the workers, as if they had died; the function it gives starts them again. */
  readonly pause: () => Promise<() => Promise<void>>;
};

export async function openRunningWorld(options: { readonly updatePatienceMs?: number } = {}): Promise<RunningWorld> {
  const environment = await devServer();
  const world = await openWorld({ client: environment.client, ...options });
  await saveForm(world.db, 'test-idea', idea);
  const evaluator = new Evaluator();
  const workflowBundle = await testBundle();
  const work = async () => {
    const workers = await createWorkers({
      connection: environment.nativeConnection,
      client: environment.client,
      namespace: environment.namespace ?? 'default',
      queue: queues.main,
      workflows: { workflowBundle },
      deps: { db: world.db, evaluator, consoleUrl: world.url },
    });
    const runs = Promise.all(workers.map((worker) => worker.run()));
    return async () => {
      for (const worker of workers) worker.shutdown();
      await runs;
    };
  };
  let stop = await work();
  const officer = await world.as('qin-lang');
  for (const xml of [approval, guarded]) {
    const { status, body } = await officer.send('deployProcess', { body: { xml } });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
  return {
    ...world,
    environment,
    pause: async () => {
      await stop();
      return async () => {
        stop = await work();
      };
    },
    close: async () => {
      await stop();
      await evaluator.close();
      await world.close();
      await environment.teardown();
    },
  };
}

const idea = {
  id: 'test-idea',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['item', 'amount'],
    properties: {
      item: { type: 'string', minLength: 1 },
      amount: { type: 'integer', format: 'money', minimum: 1 },
      proof: { type: 'string', format: 'evidence' },
      kind: { type: 'string', enum: ['new', 'again'] },
    },
  },
  texts: {
    'zh-CN': {
      title: '想法',
      description: '',
      fields: { item: { title: '物品' }, amount: { title: '金额' }, kind: { title: '类别' } },
      options: { kind: { new: '新购', again: '复购' } },
    },
    en: {
      title: 'Idea',
      description: '',
      fields: { item: { title: 'Item' }, amount: { title: 'Amount' }, kind: { title: 'Kind' } },
      options: { kind: { new: 'New', again: 'Again' } },
    },
  },
};

const model = (id: string, body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zhidu="http://zhidu.dev/schema/bpmn/1" id="defs_${id}" targetNamespace="http://zhidu.test">
  <bpmn:process id="${id}" name="试验" isExecutable="true">${body}</bpmn:process>
</bpmn:definitions>`;

/** An idea is written down by an operations specialist and approved by a category manager who had no part in it. */
const approval = model(
  'testApproval',
  `<bpmn:extensionElements>
    <zhidu:starter duty="ops-specialist"/>
    <zhidu:title expression="=&quot;想法:&quot; + item"/>
  </bpmn:extensionElements>
  <bpmn:startEvent id="start"><bpmn:extensionElements><zhidu:form ref="test-idea"/></bpmn:extensionElements>
    <bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="propose" name="写想法">
    <bpmn:extensionElements>
      <zhidu:assignment duty="ops-specialist"/><zhidu:form ref="test-idea"/><zhidu:clause ref="POL-01#12.1"/>
    </bpmn:extensionElements>
    <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
  <bpmn:userTask id="approve" name="审批想法">
    <bpmn:extensionElements>
      <zhidu:assignment duty="category-manager"/><zhidu:approval result="decision" notBy="propose"/>
    </bpmn:extensionElements>
    <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
  <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="propose"/>
  <bpmn:sequenceFlow id="f2" sourceRef="propose" targetRef="approve"/>
  <bpmn:sequenceFlow id="f3" sourceRef="approve" targetRef="end"/>`,
);

/** A step for whoever may sign contracts, and another that fails until somebody has it tried again. */
const guarded = model(
  'testGuarded',
  `<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
  <bpmn:userTask id="sign" name="签署">
    <bpmn:extensionElements>
      <zhidu:assignment duty="department-head"/><zhidu:permission ref="payment-approve"/>
    </bpmn:extensionElements>
    <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
  <bpmn:serviceTask id="tell" name="通知">
    <bpmn:extensionElements><zhidu:job type="notify" retries="1">
      <zhidu:header key="to" value="duty:nobody"/><zhidu:header key="text" value="none"/></zhidu:job></bpmn:extensionElements>
    <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
  <bpmn:endEvent id="end"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="sign"/>
  <bpmn:sequenceFlow id="f2" sourceRef="sign" targetRef="tell"/>
  <bpmn:sequenceFlow id="f3" sourceRef="tell" targetRef="end"/>`,
);
