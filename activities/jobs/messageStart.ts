import type { Variables } from '../../engine/bpmn/instance.ts';
import { type Begun, beginningOf, instanceBegunBy } from '../../engine/bpmn/messageStart.ts';
import { noteUnroutable, openingFor } from '../../store/beginnings.ts';
import type { Db } from '../../store/db.ts';
import { messageStartOf } from '../../store/definitions.ts';
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
export async function instanceFor(db: Db, process: Begun, letter: Letter): Promise<string | undefined> {
  const instance = instanceBegunBy(process, letter);
  const { id, message } = letter;
  if (instance === undefined) {
    await noteUnroutable(db, id, { message, process: process.key, start: process.start.id });
  }
  return instance;
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
  const opening = await openingFor(db, letter.id, instance);
  if (opening === undefined) return true;
  const process = await messageStartOf(db, letter.message);
  if (!process || !instance.startsWith(`${process.key}/`)) return false;
  const { startedBy, language } = opening;
  const name = processName({ id: process.key, name: process.name }, language);
  const { timeScale = 1 } = letter;
  await beginProcess({ ...beginningOf(process, letter, instance, name), startedBy, timeScale });
  return true;
}
