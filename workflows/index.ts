import { processInstance } from './processInstance.ts';

export { sealAudit } from './sealAudit.ts';

/** Temporal's dynamic workflow: every type that is not code is a process key. */
export default processInstance;
