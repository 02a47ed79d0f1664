import type { Output } from '../../contract/address.ts';
import { useAsk } from '../app/queries.ts';

export type ProcessRow = Output<'listProcesses'>['items'][number];

const SELDOM_MS = 60_000;

/** Every process that was deployed, whoever may start it. */
export function useLibrary(): readonly ProcessRow[] {
  const found = useAsk('listProcesses', { query: { all: 'true' } }, { staleTime: SELDOM_MS });
  return found.data?.items ?? [];
}

/** What was deployed of a process, the latest first; nothing when none is named. */
export function useVersions(process: string): Output<'listProcessVersions'>['items'] {
  const isNamed = process !== '';
  const found = useAsk('listProcessVersions', { params: { process } }, { staleTime: SELDOM_MS, enabled: isNamed });
  return found.data?.items ?? [];
}

/** A deployed model; it never changes. */
export function useDefinition(hash: string) {
  return useAsk('getDefinition', { params: { hash } }, { staleTime: Number.POSITIVE_INFINITY, enabled: hash !== '' });
}
