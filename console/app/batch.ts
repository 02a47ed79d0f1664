import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newRequestId } from '../client.ts';
import { Refused } from './queries.ts';

/** How far one of many has come. */
export type Done =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'going' }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly error: Error };

/** Gives the request id of one deed of an item; the same until the deed is answered. */
type Named = (deed: string) => string;

const waiting: Done = { kind: 'waiting' };

/**
 * Does the same to many things, one after the other, and keeps what came of each. What broke off is done again under the
 * request id that it had, so that nothing is done twice.
 */
export function useBatch(act: (item: string, requestId: Named) => Promise<void>) {
  const queries = useQueryClient();
  const [results, setResults] = useState<Readonly<Record<string, Done>>>({});
  const [isRunning, setRunning] = useState(false);
  const ids = useRef(new Map<string, string>());
  const note = (item: string, done: Done) => setResults((before) => ({ ...before, [item]: done }));
  const one = async (item: string) => {
    note(item, { kind: 'going' });
    try {
      await act(item, (deed) => kept(ids.current, `${item} ${deed}`));
      note(item, { kind: 'done' });
    } catch (error) {
      if (error instanceof Refused) forget(ids.current, item);
      note(item, { kind: 'refused', error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  const run = async (items: readonly string[]) => {
    setRunning(true);
    for (const item of items) await one(item);
    setRunning(false);
    await queries.invalidateQueries();
  };
  return { resultOf: (item: string): Done => results[item] ?? waiting, isRunning, run };
}

function kept(ids: Map<string, string>, deed: string): string {
  const id = ids.get(deed) ?? newRequestId();
  ids.set(deed, id);
  return id;
}

/** What was refused is a new deed when it is tried again. */
function forget(ids: Map<string, string>, item: string): void {
  for (const deed of ids.keys()) if (deed.startsWith(`${item} `)) ids.delete(deed);
}
