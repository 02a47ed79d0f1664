import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contract } from '../../contract/index.ts';
import { call, type Input, newRequestId, type Output } from '../client.ts';
import { valueOf } from './queries.ts';

type VerbName = {
  [K in keyof Contract]: Contract[K]['path'] extends `/tasks/{taskId}/${string}`
    ? Contract[K]['method'] extends 'post'
      ? K
      : never
    : never;
}[keyof Contract];

type BodyOf<K extends VerbName> = Omit<NonNullable<Input<K>['body']>, 'requestId'>;

const TASK_LISTS = ['listTasks', 'countTasks', 'getTask', 'getInstance', 'listNotifications'];

/** Does one thing to a task. Tried again after a broken connection, it keeps its request id, so it is done once. */
export function useVerb<K extends VerbName>(name: K, task: string, onDone?: (answer: Output<K>) => void) {
  const queries = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (body: BodyOf<K> & { readonly requestId: string }) =>
      valueOf(await call(name, { params: { taskId: task }, body } as unknown as Input<K>)),
    onSuccess: (answer) => onDone?.(answer),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => TASK_LISTS.includes(String(queryKey[0])) }),
  });
  return { act: (body: BodyOf<K>) => mutate({ ...body, requestId: newRequestId() }), isPending, error, reset };
}
