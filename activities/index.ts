import type { Db } from '../store/db.ts';
import { sealAudit } from '../store/sealing.ts';
import { createCredentials } from './credentials.ts';
import { createDefinitions, type Surroundings } from './definitions.ts';
import { createJobs, type JobDeps } from './jobs/index.ts';
import { createRecords } from './records.ts';
import { createRollouts } from './rollouts.ts';
import { createSupervision } from './supervision.ts';
import { createWaves, type WaveDeps } from './waves.ts';

export { Evaluator } from './cpu/evaluator.ts';
export { serviceJobs } from './jobs/index.ts';
export { createMailer } from './jobs/mailer.ts';
export { sweepMessages } from './jobs/sweepMessages.ts';

/** What activities reach the world through; the worker has it all. */
export type ActivityDeps = JobDeps & Surroundings & WaveDeps;

/** Everything that workflows can have done, by temper. */
export function createActivities(deps: ActivityDeps) {
  return {
    definitions: createDefinitions(deps.db, deps),
    records: createRecords(deps.db),
    sealing: createSealing(deps.db),
    rollouts: createRollouts(deps.db, deps),
    waves: createWaves(deps),
    credentials: createCredentials(deps),
    supervision: createSupervision(deps.db),
    jobs: createJobs(deps),
  };
}

/** The same, for the types of a workflow's proxies. */
export type Activities = ReturnType<typeof createActivities>;

const createSealing = (db: Db) => ({
  /** Seals what the audit trail has gained since the last batch. */
  sealAudit: () => sealAudit(db),
});
