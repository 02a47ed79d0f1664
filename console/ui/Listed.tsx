import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { LoadMore } from './LoadMore.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import './records.css';

type Props = {
  readonly pages: {
    readonly rows: readonly unknown[];
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  /** Shown when there is nothing. */
  readonly empty: ReactNode;
  readonly children: ReactNode;
};

/** What surrounds a list that comes page by page: a skeleton, what was refused, nothing found, and the button for more. */
export function Listed({ pages, empty, children }: Props) {
  if (pages.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <>
      {pages.error && <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.rows.length === 0 && !pages.error ? empty : children}
      <LoadMore shown={pages.rows.length} pages={pages} />
    </>
  );
}
