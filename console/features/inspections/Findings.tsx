import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { Choice } from '../../ui/Choice.tsx';
import { camel } from '../../ui/camel.ts';
import { Listed } from '../../ui/Listed.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { FindingCard } from './FindingCard.tsx';
import { findingStates, severities } from './words.ts';

const REFRESH_MS = 5_000;

/** What inspections found, newest first. */
export function Findings() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(['severity', 'state', 'mine']);
  const severity = severities.find((it) => it === filters.severity);
  const state = findingStates.find((it) => it === filters.state);
  const query = {
    ...(severity === undefined ? {} : { severity }),
    ...(state === undefined ? {} : { state }),
    ...(filters.mine === '' ? {} : { mine: 'true' }),
  };
  const isFiltered = Object.keys(query).length > 0;
  const pages = usePages('listFindings', { query }, { refetchInterval: REFRESH_MS });
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  return (
    <section aria-label={t('inspections.view.findings')}>
      <div className="filter-row">
        <Choice
          label={t('inspections.severity')}
          none={t('inspections.anySeverity')}
          value={filters.severity}
          options={severities.map((id) => ({ id, name: t(`inspections.results.${id}`) }))}
          isFound
          onChange={(next) => change({ severity: next })}
        />
        <Choice
          label={t('inspections.state')}
          none={t('inspections.anyState')}
          value={filters.state}
          options={findingStates.map((id) => ({ id, name: t(`inspections.findingStates.${camel(id)}`) }))}
          onChange={(next) => change({ state: next })}
        />
        <Tick label={t('inspections.mineToCorrect')} isOn={filters.mine !== ''} onChange={(mine) => change({ mine })} />
      </div>
      <Listed pages={pages} empty={<NoFindings isFiltered={isFiltered} />}>
        <ul className="records" ref={list}>
          {pages.rows.map((finding) => (
            <li key={finding.id}>
              <FindingCard finding={finding} isAlone />
            </li>
          ))}
        </ul>
      </Listed>
    </section>
  );
}

function NoFindings({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="card nothing">
      <h2>{isFiltered ? t('inspections.noFindingMatch') : t('inspections.noFindings')}</h2>
      <p className="quiet">{isFiltered ? t('inspections.noMatchHint') : t('inspections.noFindingsHint')}</p>
      <Link className="button" to={isFiltered ? '/inspections?view=findings' : '/inspections'}>
        {isFiltered ? t('inspections.clear') : t('inspections.toRuns')}
      </Link>
    </div>
  );
}
