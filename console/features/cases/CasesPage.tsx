import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import './cases.css';
import { type CaseRow, caseAddress, caseStates } from './file.ts';
import { Standing } from './Standing.tsx';

const REFRESH_MS = 5_000;

/** Cases that whoever looks may see: all for those who handle them, one's own for everybody else. */
export function CasesPage() {
  const { t } = useTranslation();
  useTitle(t('cases.title'));
  const [filters, change] = useFilters(['state', 'open']);
  const query = given(filters, { state: caseStates });
  const isFiltered = Object.keys(query).length > 0;
  const pages = usePages('listCases', { query }, { refetchInterval: REFRESH_MS });
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  return (
    <>
      <div className="page-head cases-head">
        <h1>{t('cases.title')}</h1>
        <Link to="/cases/report" className="button">
          {t('cases.report')}
        </Link>
      </div>
      <p className="quiet">{t('cases.confidential')}</p>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'state',
            label: t('cases.stage'),
            none: t('cases.anyStage'),
            options: caseStates.map((id) => ({ id, name: t(`cases.state.${camel(id)}`) })),
          },
          { kind: 'tick', name: 'open', label: t('cases.openOnly') },
        ]}
      />
      <Listed pages={pages} empty={<NoCases isFiltered={isFiltered} />}>
        <ul className="records" ref={list} aria-label={t('cases.title')}>
          {pages.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      </Listed>
    </>
  );
}

function Row({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <li className="card record">
      <div>
        <h2 className="record-name">
          <Link to={caseAddress(row.id)}>
            {row.respondent ? local(row.respondent.name) : t('cases.reportedByMe')}{' '}
            <span className="quiet">{row.clause.replace('#', ' § ')}</span>
          </Link>
        </h2>
        <p className="quiet record-facts">
          <span>{t('cases.number', { id: row.id })}</span>
          <span>{t(`cases.source.${camel(row.source)}`)}</span>
          {row.violationClass && <span>{t(`cases.class.${row.violationClass}`)}</span>}
          <At at={row.reportedAt} />
        </p>
      </div>
      <div className="record-side">
        <Standing row={row} />
        {row.view !== 'handler' && <span className="quiet">{t(`cases.view.${row.view}`)}</span>}
      </div>
    </li>
  );
}

function NoCases({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <Nothing
      title={isFiltered ? t('cases.noMatch') : t('cases.none')}
      hint={isFiltered ? t('cases.noMatchHint') : t('cases.noneHint')}
      to={isFiltered ? '/cases' : '/cases/report'}
    >
      {isFiltered ? t('cases.clear') : t('cases.report')}
    </Nothing>
  );
}
