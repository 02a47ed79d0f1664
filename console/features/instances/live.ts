import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, type Output } from '../../../contract/address.ts';
import { watchInstance } from '../../../contract/live.ts';
import { type Live, useLine } from '../../app/live.ts';
import { useAsk } from '../../app/queries.ts';

/** Without a line to the server we look by ourselves; with one, now and then, for what no event tells of. */
const ALONE_MS = 5_000;
const TOLD_MS = 60_000;

const MOVED = ['getInstance', 'getInstanceState', 'listInstances'];

export type Instance = Output<'getInstance'>;

/** An instance as it is now, and whether it is watched: what it does is shown within two seconds. */
export function useInstance(instanceId: string) {
  const params = { instanceId };
  const queries = useQueryClient();
  const [live, setLive] = useState<Live>('connecting');
  const found = useAsk('getInstance', { params }, { refetchInterval: live === 'live' ? TOLD_MS : ALONE_MS });
  const isWatched = found.data?.status === 'running';
  useLine(isWatched ? addressOf(watchInstance, { params }) : undefined, {
    onState: setLive,
    onTold: () => void queries.invalidateQueries({ predicate: ({ queryKey }) => MOVED.includes(String(queryKey[0])) }),
  });
  return { found, live };
}
