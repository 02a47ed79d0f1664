import { QueryCache, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Input, Output } from '../../contract/address.ts';
import type { Contract } from '../../contract/index.ts';
import type { Problem } from '../../contract/problem.ts';
import { type Answer, call } from '../client.ts';

/** A refusal on its way through react-query, which knows success and error only. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'Refused';
    this.problem = problem;
  }
}

const FRESH_MS = 5_000;
const TRIES = 3;

/** The cache of all that was read. Whoever is no longer signed in is sent to sign in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
    defaultOptions: {
      // The server often stands on this machine or in the office: that the browser sees no internet stops nobody.
      queries: { staleTime: FRESH_MS, networkMode: 'always', retry },
      mutations: { networkMode: 'always', retry },
    },
  });
}

/** Reads one operation of the contract and keeps the result under its name and input. */
export function useAsk<K extends keyof Contract>(
  name: K,
  input: Input<K>,
  options: { readonly enabled?: boolean; readonly refetchInterval?: number; readonly staleTime?: number } = {},
): UseQueryResult<Output<K>> {
  return useQuery({ queryKey: [name, input], queryFn: () => ask(name, input), ...options });
}

/** The value of a call; a refusal is thrown as Refused. */
export async function ask<K extends keyof Contract>(name: K, input: Input<K>): Promise<Output<K>> {
  return valueOf(await call(name, input));
}

export function valueOf<T>(answer: Answer<T>): T {
  if (answer.kind === 'refused') throw new Refused(answer.problem);
  return answer.value;
}

const BUSY = 503;

const retry = (failures: number, error: Error) => failures < TRIES && mayPass(error);

/** Worth another try with the same request id: the connection broke, or the system had no answer yet. */
function mayPass(error: Error): boolean {
  return !(error instanceof Refused) || error.problem.status === BUSY;
}

function isSignedOut(error: Error | null): boolean {
  return error instanceof Refused && error.problem.code === 'sign-in-required';
}
