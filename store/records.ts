import type { WorkingCalendar } from '../domain/calendar.ts';
import { auditWrites } from './audit.ts';
import type { Db } from './db.ts';
import { subscriptionsMet } from './messages.ts';
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

/** What a record leaves behind, as the running process is told. */
export type Recorded = {
  readonly digest: string;
  /** Tokens of its new subscriptions that a message waits for; absent when it has none. */
  readonly met?: readonly string[];
};

/**
 * Writes what a drained inbox leaves behind: journal, lists, evidence, receipts, all or nothing, in four round trips
 * (begin, take the instance, write, commit), and looks after it, in one more, what waits for the subscriptions that it
 * began. Told the same record again, it changes nothing. The calendars are those by which the time of a step is measured.
 */
export async function recordSteps(
  db: Db,
  record: StepsRecord,
  calendars: readonly WorkingCalendar[] = [],
): Promise<Recorded> {
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
  const { instanceId, digest } = record;
  const subscribing = [...fold(record.steps).subscribed.keys()];
  return subscribing.length === 0 ? { digest } : { digest, met: await subscriptionsMet(db, instanceId, subscribing) };
}

function touchedTokens({ steps }: StepsRecord): string[] {
  const tokens = steps.flatMap(({ event, commands }) => [
    ...('token' in event ? [event.token] : []),
    ...commands.flatMap((command) => ('token' in command ? [command.token] : [])),
  ]);
  return [...new Set(tokens)];
}
