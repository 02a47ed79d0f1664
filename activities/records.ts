import type { Db } from '../store/db.ts';
import { recordSteps } from '../store/records.ts';
import type { StepsRecord } from '../store/stepsRecord.ts';

/** The writes of a running process to our own database. The pool given has short timeouts: Temporal tries again. */
export const createRecords = (db: Db) => ({
  /** One drained inbox, one transaction. Gives the digest back, for a replay to compare with its own. */
  recordSteps: (record: StepsRecord): Promise<{ readonly digest: string }> => recordSteps(db, record),
});
