import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract/address.ts';
import type { Contract } from '../../contract/index.ts';
import { call, newRequestId } from '../client.ts';
import { valueOf } from './queries.ts';

type VerbName = {
  [K in keyof Contract]: Contract[K]['path'] extends `/tasks/{taskId}/${string}`
    ? Contract[K]['method'] extends 'post'
      ? K
      : never
    : never;
}[keyof Contract];

type BodyOf<K extends VerbName> = Omit<NonNullable<Input<K>['body']>, 'requestId'>;

type After = { readonly onDone?: () => void; readonly onRefused?: (error: Error) => void };

const TASK_LISTS = ['listTasks', 'countTasks', 'getTask', 'getInstance', 'listNotifications'];

/** Does one thing to a task. Tried again after a broken connection, it keeps its request id, so it is done once. */
export function useVerb<K extends VerbName>(name: K, task: string, { onDone, onRefused }: After = {}) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (body: BodyOf<K> & { readonly requestId: string }) =>
      valueOf(await call(name, { params: { taskId: task }, body } as unknown as Input<K>)),
    onSuccess: () => onDone?.(),
    onError: (error) => onRefused?.(error),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => TASK_LISTS.includes(String(queryKey[0])) }),
  });
  return { act: (body: BodyOf<K>) => mutate({ ...body, requestId: newRequestId() }), isPending, error };
}
