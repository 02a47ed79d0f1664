import type { Message } from '../../store/messages.ts';
import { restMessage } from '../../store/messages.ts';
import { correlate, type Office } from './correlate.ts';

/** Messages that are brought at the same time: one that takes long holds up none but itself. */
const AT_ONCE = 8;

/** Brings a message that is kept to whoever waits for it, or has it begin what begins with it; else it rests. */
export async function bring(office: Office, { id, name, key, variables }: Message, timeScale: number): Promise<void> {
  const letter = { kind: 'message', id, message: name, key, variables, timeScale } as const;
  const { matched } = await correlate(office, letter);
  if (!matched) await restMessage(office.db, id);
}

/** Does something for each message, a few at a time. What fails is left out of it, and given back. */
export async function forEach<M>(
  messages: readonly M[],
  act: (message: M) => Promise<void>,
): Promise<readonly unknown[]> {
  const waiting = [...messages];
  const failures: unknown[] = [];
  const work = async () => {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      try {
        await act(message);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failures;
}
