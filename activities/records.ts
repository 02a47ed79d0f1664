import type { Db } from '../store/db.ts';
import { type Recorded, recordSteps } from '../store/records.ts';
import type { StepsRecord } from '../store/stepsRecord.ts';
import { readCalendars } from './definitions.ts';

/** The writes of a running process to our own database. The pool given has short timeouts: Temporal tries again. */
export function createRecords(db: Db) {
  const calendars = readCalendars();
  return {
    /** One drained inbox, one transaction. Gives the digest back, for a replay to compare with its own, and what waits. */
    recordSteps: (record: StepsRecord): Promise<Recorded> => recordSteps(db, record, calendars),
  };
}
