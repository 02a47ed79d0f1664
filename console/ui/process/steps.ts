import type { OutlineEntry } from '../../../contract/processes.ts';

/** What a reader wants to know of; gateways and the like only join the steps. */
const stepKinds = /task|callActivity|subProcess|startEvent|endEvent/i;

/** Whether an element is told of as a step: it has a name, and says more than which way to go. */
export const isStep = ({ kind, node, name }: OutlineEntry) => stepKinds.test(kind) && name['zh-CN'] !== node;
