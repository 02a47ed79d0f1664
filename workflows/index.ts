import { processInstance } from './processInstance.ts';

export { deliverMessage } from './deliverMessage.ts';
export { drawInspections } from './drawInspections.ts';
export { expirySweep } from './expirySweep.ts';
export { rollout } from './rollout.ts';
export { sealAudit } from './sealAudit.ts';
export { wave } from './wave.ts';

/** Temporal's dynamic workflow: every type that is not code is a process key. */
export default processInstance;
