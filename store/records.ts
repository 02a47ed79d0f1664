import type { WorkingCalendar } from '../domain/calendar.ts';
import { auditWrites } from './audit.ts';
import type { Db } from './db.ts';
import { dealingWrites } from './records/dealings.ts';
import { evidenceOf } from './records/evidence.ts';
import { fold } from './records/fold.ts';
import { newSteps, takeInstance } from './records/guard.ts';
import { instanceWrites, journalWrites, receiptWrites } from './records/journal.ts';
import { runTogether } from './records/statement.ts';
import { settle, taskWrites } from './records/tasks.ts';
import { notificationWrites, outboxWrites } from './records/tidings.ts';
import { factWrites } from './stepFacts.ts';
import type { StepsRecord } from './stepsRecord.ts';

/**
 * Writes what a drained inbox leaves behind: journal, lists, evidence, receipts, all or nothing, in four round trips
 * (begin, take the instance, write, commit). Told the same record again, it changes nothing. The calendars are those by
 * which the time of a step is measured.
 */
export async function recordSteps(
  db: Db,
  record: StepsRecord,
  calendars: readonly WorkingCalendar[] = [],
): Promise<{ readonly digest: string }> {
  await db.transaction(async (trx) => {
    const before = await takeInstance(trx, record, touchedTokens(record));
    const steps = newSteps(record, before);
    if (steps.length === 0) return;
    const effects = fold(steps);
    const tasks = settle(record, effects.tasks, before);
    await runTogether(trx, [
      ...journalWrites(record, steps),
      ...taskWrites(record, tasks),
      ...dealingWrites(record, effects),
      ...auditWrites(evidenceOf(record, steps, before)),
      ...receiptWrites(record),
      ...factWrites(record, tasks, calendars),
      ...notificationWrites(record, steps, effects, tasks),
      ...outboxWrites(record, tasks),
      ...instanceWrites(record, effects, tasks),
    ]);
  });
  return { digest: record.digest };
}

function touchedTokens({ steps }: StepsRecord): string[] {
  const tokens = steps.flatMap(({ event, commands }) => [
    ...('token' in event ? [event.token] : []),
    ...commands.flatMap((command) => ('token' in command ? [command.token] : [])),
  ]);
  return [...new Set(tokens)];
}
