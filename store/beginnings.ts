import { appendAudit } from './audit.ts';
import { companySetting } from './companySetting.ts';
import type { Db } from './db.ts';
import type { Locale } from './localText.ts';
import { row } from './rows.ts';

/** To whom a message is on offer that is to begin this instance: written where a token would stand. */
export const beginning = (instance: string) => `${instance}|start`;

/** The instance that an offer is to begin; undefined when it is for one that waits. */
export const begunBy = (holder: string): string | undefined =>
  holder.endsWith('|start') ? holder.slice(0, -'|start'.length) : undefined;

/** Which message an instance began with, null for none; undefined when there is no such instance on record. */
async function messageOf(db: Db, instance: string): Promise<string | null | undefined> {
  const found = await row<{ message: string | null }>(
    db,
    `select process_step.event ->> 'message' as message from process_instance
       left join process_step on instance_id = process_instance.id and process_step.sequence = 1
         and process_step.at = process_instance.started_at
     where process_instance.id = :instance`,
    { instance },
  );
  return found?.message;
}

/** Whoever asked for what a message begins: who started the sending instance or imported it, else the sender outside. */
async function askerOf(db: Db, id: string): Promise<string> {
  const found = await row<{ asker: string | null }>(
    db,
    `select coalesce(started_by, imported_by, sender_id) as asker
     from message left join process_instance on process_instance.id = sender_id
       left join import_run on starts_with(sender_id, 'import:') and import_run.id = substr(sender_id, 8)
     where message.id = :id`,
    { id },
  );
  return found?.asker ?? 'message';
}

/** The instance is there already, begun by another message: this one is closed, and that is written down. */
async function closeRepeated(db: Db, id: string, instance: string): Promise<void> {
  await db.transaction(async (trx) => {
    const closed = await trx('message')
      .where({ id, state: 'waiting' })
      .update({ state: 'taken', taken_by: beginning(instance) });
    if (closed === 0) return;
    const line = { actor: null, action: 'message-repeated', subjectKind: 'instance', subject: instance };
    await appendAudit(trx, [{ ...line, instance, after: { message: id } }]);
  });
}

/** What an instance that a message begins takes from its surroundings. */
type Opening = { readonly startedBy: string; readonly language: Locale };

/**
 * What is needed to begin an instance by a message that is on offer to it. Undefined when it is there already: a message
 * that another was faster than is closed as a repetition, and its own is closed by its first record.
 */
export async function openingFor(db: Db, message: string, instance: string): Promise<Opening | undefined> {
  const begun = await messageOf(db, instance);
  if (begun === undefined) {
    const [startedBy, { language }] = await Promise.all([askerOf(db, message), companySetting(db)]);
    return { startedBy, language };
  }
  if (begun !== message) await closeRepeated(db, message, instance);
  return undefined;
}

/** Evidence that a message begins nothing, since its start event makes no business key of it. */
export async function noteUnroutable(
  db: Db,
  id: string,
  particulars: { readonly message: string; readonly process: string; readonly start: string },
): Promise<void> {
  const line = { actor: null, action: 'message-unroutable', subjectKind: 'message', subject: id };
  await appendAudit(db, [{ ...line, after: particulars }]);
}
