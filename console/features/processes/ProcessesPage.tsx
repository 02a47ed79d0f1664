import { Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Filters, useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { Answered } from '../../ui/Answered.tsx';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import type { ProcessRow } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { processAddress } from '../../ui/processAddress.ts';
import { useDuration } from '../../ui/useDuration.ts';
import { useTitle } from '../../ui/useTitle.ts';
import './processes.css';
import { BegunBy, isForPeople, Starters } from './Starters.tsx';

const names = ['text', 'department', 'startable'] as const;
type Asked = Filters<(typeof names)[number]>;

/** The library: every process of the company, whose it is, and who may start it. */
export function ProcessesPage() {
  const { t } = useTranslation();
  useTitle(t('processes.title'));
  const found = useAsk('listProcesses', { query: { all: 'true' } });
  return (
    <>
      <h1>{t('processes.title')}</h1>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {({ items }) => <Library items={items} />}
      </Answered>
    </>
  );
}

function Library({ items }: { readonly items: readonly ProcessRow[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [filters, change] = useFilters(names);
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const departments = new Map(
    items.flatMap(({ owner }) => (owner.department ? [[owner.department.id, owner.department]] : [])),
  );
  const shown = items.filter((it) => isAskedFor(it, filters));
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          { kind: 'search', name: 'text', label: t('processes.search') },
          {
            kind: 'choice',
            name: 'department',
            label: t('processes.department'),
            none: t('processes.anyDepartment'),
            options: [...departments.values()].map(({ id, name }) => ({ id, name: local(name) })),
          },
          { kind: 'tick', name: 'startable', label: t('processes.startable') },
        ]}
      />
      <p className="spoken-only" role="status">
        {t('processes.shown', { count: shown.length })}
      </p>
      {shown.length === 0 && (
        <Nothing title={t('processes.noMatch')} hint={t('instances.noMatchHint')} to="/processes">
          {t('instances.clear')}
        </Nothing>
      )}
      <ul className="records" ref={list} aria-label={t('processes.title')}>
        {shown.map((it) => (
          <Row key={it.key} process={it} />
        ))}
      </ul>
    </>
  );
}

function isAskedFor({ key, name, description, owner, mayStart, hasStartForm }: ProcessRow, asked: Asked): boolean {
  const text = asked.text.trim().toLowerCase();
  const told = [key, ...Object.values(name), ...Object.values(description)].join('\n').toLowerCase();
  const isOf = asked.department === '' || owner.department?.id === asked.department;
  return told.includes(text) && isOf && (asked.startable === '' || (mayStart && hasStartForm));
}

function Row({ process }: { readonly process: ProcessRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  const duration = useDuration();
  const { key, name, description, version, owner, due, running, clauses } = process;
  return (
    <li className="card record">
      <div>
        <h2 className="record-name">
          <Link to={processAddress(key)}>{local(name)}</Link>{' '}
          <span className="quiet">{t('instances.versionOf', { version })}</span>
        </h2>
        {local(description) && <p>{local(description)}</p>}
        <p className="quiet record-facts">
          {owner.department && <span>{local(owner.department.name)}</span>}
          <span>
            <BegunBy process={process} />
          </span>
          {isForPeople(process) && (
            <span>
              <Starters process={process} />
            </span>
          )}
          {due !== null && <span>{t('processes.dueWithin', { span: duration(due) ?? due })}</span>}
        </p>
        <ClauseTags clauses={clauses} />
      </div>
      <div className="record-side">
        {process.mayStart && process.hasStartForm && (
          <Link to={`/start/${key}`} className="button" aria-label={`${t('processes.start')} ${local(name)}`}>
            {t('processes.start')}
          </Link>
        )}
        {running !== null && (
          <Link to={`/instances?process=${key}&status=running`} className="process-running">
            {t('instances.running', { count: running })}
          </Link>
        )}
      </div>
    </li>
  );
}
