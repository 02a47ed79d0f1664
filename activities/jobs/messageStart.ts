import type { Variables } from '../../engine/bpmn/instance.ts';
import { businessKeyFor, titleFor } from '../../engine/bpmn/messageStart.ts';
import { appendAudit } from '../../store/audit.ts';
import { companySetting } from '../../store/companySetting.ts';
import type { Db } from '../../store/db.ts';
import { type MessageStart, messageStartOf } from '../../store/definitions.ts';
import { askerOf, beginningOf, closeRepeated } from '../../store/messages.ts';
import { processName } from '../processNames.ts';
import type { BeginProcess } from '../tutorings.ts';

/** A message that is to begin a process. */
export type Letter = {
  readonly id: string;
  readonly message: string;
  readonly key: string;
  readonly variables: Variables;
  readonly timeScale?: number;
};

/** Which instance the message begins; none, and evidence of it, when its start event makes no business key of it. */
export async function instanceFor(db: Db, { key, start }: MessageStart, letter: Letter): Promise<string | undefined> {
  const businessKey = businessKeyFor(start, letter);
  if (businessKey !== undefined) return `${key}/${businessKey}`;
  const line = { actor: null, action: 'message-unroutable', subjectKind: 'message', subject: letter.id };
  await appendAudit(db, [{ ...line, after: { message: letter.message, process: key, start: start.id } }]);
  return undefined;
}

/**
 * Begins the instance that the message is on offer to. Its first record closes the message; one that is there already,
 * begun by another message, closes this one as a repetition. False when no process begins with the message any more.
 */
export async function beginByMessage(
  { db, beginProcess }: { readonly db: Db; readonly beginProcess: BeginProcess },
  letter: Letter,
  instance: string,
): Promise<boolean> {
  const { id, message, variables, timeScale = 1 } = letter;
  const begun = await beginningOf(db, instance);
  if (begun !== undefined) {
    if (begun !== id) await closeRepeated(db, id, instance);
    return true;
  }
  const found = await messageStartOf(db, message);
  if (!found || !instance.startsWith(`${found.key}/`)) return false;
  const businessKey = instance.slice(found.key.length + 1);
  const [startedBy, { language }] = await Promise.all([askerOf(db, id), companySetting(db)]);
  const named = `${processName({ id: found.key, name: found.name }, language)} ${businessKey}`;
  await beginProcess({
    process: found.key,
    definition: found.hash,
    businessKey,
    title: titleFor(found.title ?? undefined, businessKey, variables) ?? named,
    startedBy,
    timeScale,
    variables,
    start: found.start.id,
    message: id,
  });
  return true;
}
