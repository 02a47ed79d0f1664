import type { Behaviour } from '../behaviour.ts';
import type { NodeKind } from '../model.ts';
import { boundaryEvent } from './boundaryEvent.ts';
import { businessRuleTask } from './businessRuleTask.ts';
import { callActivity } from './callActivity.ts';
import { endEvent } from './endEvent.ts';
import { eventBasedGateway } from './eventBasedGateway.ts';
import { exclusiveGateway } from './exclusiveGateway.ts';
import { intermediateCatchEvent } from './intermediateCatchEvent.ts';
import { manualTask } from './manualTask.ts';
import { parallelGateway } from './parallelGateway.ts';
import { receiveTask } from './receiveTask.ts';
import { scriptTask } from './scriptTask.ts';
import { sendTask } from './sendTask.ts';
import { serviceTask } from './serviceTask.ts';
import { startEvent } from './startEvent.ts';
import { subProcess } from './subProcess.ts';
import { task } from './task.ts';
import { userTask } from './userTask.ts';

/** Every element the interpreter speaks. A kind without a behaviour does not compile. */
export const elements: { readonly [K in NodeKind]: Behaviour<K> } = {
  boundaryEvent,
  businessRuleTask,
  callActivity,
  endEvent,
  eventBasedGateway,
  exclusiveGateway,
  intermediateCatchEvent,
  manualTask,
  parallelGateway,
  receiveTask,
  scriptTask,
  sendTask,
  serviceTask,
  startEvent,
  subProcess,
  task,
  userTask,
};
