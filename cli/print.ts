import { reasonOf } from './reason.ts';
import { say } from './say.ts';

/** The only place from which the command line writes; what a command is for goes to stdout, what it is doing to stderr. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a line of progress begins with. */
export const NOTE_MARK = '· ';

/** Something the person should know meanwhile. */
export function note(text: string): void {
  process.stderr.write(`${NOTE_MARK}${text}\n`);
}

/** What went wrong. The stack is of use to us alone, so it is shown only when asked for. */
export function complain(error: unknown): void {
  process.stderr.write(`${reasonOf(error)}\n`);
  if (process.env['ZHIDU_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

/** Says what is being done, and how long it took. */
export async function during<T>(what: string, act: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  note(what);
  const result = await act();
  const seconds = (Date.now() - begun) / 1_000;
  if (seconds >= 1) note(say('during.done', { what, seconds: seconds.toFixed(1) }));
  return result;
}
