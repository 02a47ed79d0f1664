import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useKeys } from '../../app/keys.ts';
import { useMe } from '../../app/me.ts';
import { ask, useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { JoinDialog } from './JoinDialog.tsx';
import './people.css';
import { maySeeToPeople, type StaffMember } from './staff.ts';

const PAGE = 50;

type Filters = { readonly q: string; readonly department: string; readonly left: boolean };

/** Everybody in the company: by name, by department, and those who have left. */
export function PeoplePage() {
  const { t } = useTranslation();
  useTitle(t('people.title'));
  const me = useMe();
  const [isJoining, setJoining] = useState(false);
  const [filters, change] = useFilters();
  return (
    <>
      <div className="people-head">
        <h1>{t('people.title')}</h1>
        {maySeeToPeople(me) && (
          <span className="people-acts">
            <Button size="large" onClick={() => setJoining(true)}>
              {t('people.join')}
            </Button>
            <Link to="/people/import" className="button">
              {t('people.import')}
            </Link>
          </span>
        )}
      </div>
      <PeopleFilter filters={filters} onChange={change} />
      <Staff key={JSON.stringify(filters)} filters={filters} />
      {isJoining && <JoinDialog onClose={() => setJoining(false)} />}
    </>
  );
}

/** The address holds what is looked for. */
function useFilters(): [Filters, (next: Partial<Filters>) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = {
    q: search.get('q') ?? '',
    department: search.get('department') ?? '',
    left: search.get('left') === 'true',
  };
  const change = (next: Partial<Filters>) => {
    const wanted = { ...filters, ...next };
    const given = Object.entries(wanted).filter(([, value]) => value !== '' && value !== false);
    setSearch(Object.fromEntries(given.map(([name, value]) => [name, String(value)])), {
      replace: true,
      flushSync: true,
    });
  };
  return [filters, change];
}

type FilterProps = { readonly filters: Filters; readonly onChange: (next: Partial<Filters>) => void };

function PeopleFilter({ filters, onChange }: FilterProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  const establishment = useAsk('listDepartments', {});
  useKeys({ '/': () => search.current?.focus() });
  return (
    <div className="people-filter">
      <Labelled id={`${id}-q`} label={t('people.search')}>
        <input
          id={`${id}-q`}
          ref={search}
          type="search"
          className="select"
          value={filters.q}
          onChange={(event) => onChange({ q: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}-d`} label={t('people.department')}>
        <select
          id={`${id}-d`}
          className="select"
          value={filters.department}
          onChange={(event) => onChange({ department: event.target.value })}
        >
          <option value="">{t('people.anyDepartment')}</option>
          {establishment.data?.departments.map((it) => (
            <option key={it.id} value={it.id}>
              {local(it.name)}
            </option>
          ))}
        </select>
      </Labelled>
      <label className="people-left">
        <input type="checkbox" checked={filters.left} onChange={(event) => onChange({ left: event.target.checked })} />
        {t('people.left')}
      </label>
    </div>
  );
}

type LabelledProps = { readonly id: string; readonly label: string; readonly children: ReactNode };

function Labelled({ id, label, children }: LabelledProps) {
  return (
    <span className="people-labelled">
      <label htmlFor={id}>{label}</label>
      {children}
    </span>
  );
}

function Staff({ filters: { q, department, left } }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const query = { limit: PAGE, q, left: String(left), ...(department === '' ? {} : { department }) };
  const people = useInfiniteQuery({
    queryKey: ['listStaff', query],
    queryFn: ({ pageParam }) => ask('listStaff', { query: pageParam === '' ? query : { ...query, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  if (people.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const rows = people.data?.pages.flatMap((it) => it.items) ?? [];
  return (
    <>
      {people.error && <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />}
      {rows.length === 0 && !people.error ? <Nobody /> : <StaffTable rows={rows} />}
      <p className="spoken-only" role="status">
        {t('people.shown', { shown: rows.length })}
      </p>
      {people.hasNextPage && (
        <p className="people-more">
          <Button size="large" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {t('people.more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Nobody() {
  const { t } = useTranslation();
  return (
    <div className="card people-none">
      <p>{t('people.none')}</p>
      <p className="quiet">{t('people.noneHint')}</p>
    </div>
  );
}

function StaffTable({ rows }: { readonly rows: readonly StaffMember[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <table className="people-table card" aria-label={t('people.title')}>
      <thead>
        <tr>
          <th scope="col">{t('people.name')}</th>
          <th scope="col">{t('people.department')}</th>
          <th scope="col">{t('people.position')}</th>
          <th scope="col">{t('people.superior')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.id}>
            <th scope="row">
              <Link to={`/people/${it.id}`}>{local(it.name)}</Link> <span className="quiet">{it.id}</span>
            </th>
            <td>{local(it.department.name)}</td>
            <td>{it.position ? local(it.position) : <span className="quiet">{t('people.noPosition')}</span>}</td>
            <td>{it.superior ? local(it.superior.name) : <span className="quiet">{t('people.noSuperior')}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
