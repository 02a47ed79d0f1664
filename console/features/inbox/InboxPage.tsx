import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys.ts';
import { ask, useAsk } from '../../app/queries.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { EmptyBox } from './EmptyBox.tsx';
import { FilterBar } from './FilterBar.tsx';
import { type Filters, queryOf, useFilters } from './filters.ts';
import './inbox.css';
import { Tile } from './Tile.tsx';

const REFRESH_MS = 20_000;
const CARDS_WAITING = [1, 2, 3];

/** The tasks before whoever is signed in, those done, and those of what they started. */
export function InboxPage() {
  const { t } = useTranslation();
  useTitle(t('inbox.title'));
  const filters = useFilters();
  const counts = useAsk('countTasks', {}, { refetchInterval: REFRESH_MS });
  return (
    <>
      <h1>{t('inbox.title')}</h1>
      <FilterBar filters={filters} counts={counts.data} />
      <Box key={JSON.stringify(filters)} filters={filters} />
    </>
  );
}

function Box({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const tasks = useTasks(filters);
  useKeys({ j: () => move(list.current, 1), k: () => move(list.current, -1) });
  if (tasks.isPending) return <Waiting />;
  const rows = tasks.data?.pages.flatMap((it) => it.items) ?? [];
  return (
    <section aria-label={t(`inbox.box.${filters.box}`)}>
      {tasks.error && <ProblemNotice error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {rows.length === 0 && !tasks.error && <EmptyBox filters={filters} />}
      <ul className="tiles" ref={list}>
        {rows.map((row) => (
          <li key={row.id}>
            <Tile task={row} box={filters.box} />
          </li>
        ))}
      </ul>
      <p className="spoken-only" role="status">
        {t('inbox.shown', { shown: rows.length })}
      </p>
      {tasks.hasNextPage && (
        <div className="load-more">
          <Button size="large" loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
            {t('inbox.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function useTasks(filters: Filters) {
  const query = queryOf(filters);
  return useInfiniteQuery({
    queryKey: ['listTasks', query],
    queryFn: ({ pageParam }) => ask('listTasks', { query: pageParam === '' ? query : { ...query, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <ul className="tiles" aria-label={t('common.loading')}>
      {CARDS_WAITING.map((it) => (
        <li key={it} className="card">
          <Skeleton active paragraph={{ rows: 2 }} />
        </li>
      ))}
    </ul>
  );
}

/** Moves the focus to the next or the previous task. */
function move(list: HTMLUListElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>('.tile-name a') ?? [])];
  const at = links.findIndex((it) => it === document.activeElement);
  const next = at === -1 && by === -1 ? links.length - 1 : at + by;
  links[next]?.focus();
}
