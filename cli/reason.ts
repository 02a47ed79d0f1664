import { say, type Text } from './say.ts';

/** What the operating system calls a failure, and how we put it. */
const failures: Readonly<Record<string, Text>> = {
  ENOENT: 'failure.absent',
  EACCES: 'failure.forbidden',
  EPERM: 'failure.forbidden',
  EISDIR: 'failure.folder',
  ENOTDIR: 'failure.absent',
  ENOSPC: 'failure.full',
  ECONNREFUSED: 'failure.silent',
  ECONNRESET: 'failure.silent',
  ETIMEDOUT: 'failure.silent',
  ENOTFOUND: 'failure.host',
};

/** What an error says, whatever was thrown: in the reader's language where it is the operating system's. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', path, address, port, hostname, syscall } = error as SystemError;
  const failure = failures[code];
  // A program that is not there has no path of its own: whoever ran it knows more.
  if (failure === undefined || syscall?.startsWith('spawn')) return error.message;
  return say(failure, { what: path ?? hostname ?? [address, port].filter(Boolean).join(':') });
}

type SystemError = Error & {
  readonly code?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
  readonly syscall?: string;
};
