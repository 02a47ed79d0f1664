import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Input, Output } from '../../contract/address.ts';
import type { Contract } from '../../contract/index.ts';
import { call, newRequestId } from '../client.ts';
import { Refused, valueOf } from './queries.ts';

/** Operations that change something. */
export type WriteName = {
  [K in keyof Contract]: Contract[K]['method'] extends 'post' ? K : never;
}[keyof Contract];

/** What an operation is told, without the request id, which useWrite chooses. */
export type Asked<K extends WriteName> =
  Input<K> extends { readonly body: infer B }
    ? Omit<Input<K>, 'body'> &
        (Omit<B, 'requestId'> extends Record<string, never>
          ? { readonly body?: Record<string, never> }
          : { readonly body: Omit<B, 'requestId'> })
    : never;

/**
 * Does one thing under one request id, however often it is tried, also by hand after an answer that never came; what
 * was read before is read again.
 */
export function useWrite<K extends WriteName>(name: K, onDone?: (answer: Output<K>) => void) {
  const queries = useQueryClient();
  const intent = useRef<{ readonly asked: string; readonly requestId: string }>(undefined);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async (input: Input<K>) => valueOf(await call(name, input)),
    onSuccess: async (answer) => {
      intent.current = undefined;
      await queries.invalidateQueries();
      onDone?.(answer);
    },
    onError: (failure) => {
      if (failure instanceof Refused) intent.current = undefined;
    },
  });
  const act = (input: Asked<K>) => {
    const asked = JSON.stringify(input);
    if (intent.current?.asked !== asked) intent.current = { asked, requestId: newRequestId() };
    const { requestId } = intent.current;
    mutate({ ...input, body: { ...(input.body as object | undefined), requestId } } as unknown as Input<K>);
  };
  return { act, isPending, error, reset };
}
