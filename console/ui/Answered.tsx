import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice.tsx';

type Props<T> = {
  readonly query: UseQueryResult<T>;
  readonly skeleton: ReactNode;
  readonly children: (value: T) => ReactNode;
};

/** Shows what a query found; until then a skeleton, and a notice when it was refused. */
export function Answered<T>({ query, skeleton, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
}
