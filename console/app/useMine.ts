import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { addressOf } from '../../contract/address.ts';
import { watchMine } from '../../contract/live.ts';
import { useLine } from './live.ts';

const ADDRESS = addressOf(watchMine, {});
const MINE = ['listTasks', 'countTasks', 'listNotifications'];

/** Reads the inbox and the bell again as soon as the server says that they have changed; they look by themselves besides. */
export function useMine(): void {
  const queries = useQueryClient();
  const onTold = useCallback(
    () => void queries.invalidateQueries({ predicate: ({ queryKey }) => MINE.includes(String(queryKey[0])) }),
    [queries],
  );
  useLine(
    ADDRESS,
    useMemo(() => ({ onState: () => {}, onTold }), [onTold]),
  );
}
