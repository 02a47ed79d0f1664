import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { useAsk } from '../../app/queries.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import { Lot, Period } from './Lot.tsx';
import { type InspectionRow, inspectionAddress, inspectionStates, stateTone } from './words.ts';

const REFRESH_MS = 5_000;

/** Inspections, newest first. */
export function Runs() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(['plan', 'state', 'mine']);
  const plans = usePlanOptions();
  const query = given(filters, { state: inspectionStates });
  const isFiltered = Object.keys(query).length > 0;
  const pages = usePages('listInspections', { query }, { refetchInterval: REFRESH_MS });
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  return (
    <section aria-label={t('inspections.view.runs')}>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'plan',
            label: t('inspections.plan'),
            none: t('inspections.anyPlan'),
            options: plans,
            isOpen: true,
          },
          {
            kind: 'choice',
            name: 'state',
            label: t('inspections.state'),
            none: t('inspections.anyState'),
            options: inspectionStates.map((id) => ({ id, name: t(`inspections.states.${camel(id)}`) })),
          },
          { kind: 'tick', name: 'mine', label: t('inspections.mine') },
        ]}
      />
      <Listed pages={pages} empty={<NoRuns isFiltered={isFiltered} />}>
        <ul className="records" ref={list}>
          {pages.rows.map((row) => (
            <Run key={row.id} row={row} />
          ))}
        </ul>
      </Listed>
    </section>
  );
}

function usePlanOptions() {
  const local = useLocal();
  const plans = useAsk('listInspectionPlans', {});
  return (plans.data?.items ?? []).map(({ id, name }) => ({ id, name: local(name) }));
}

function Run({ row }: { readonly row: InspectionRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <li className="card record">
      <div>
        <h2 className="record-name">
          <Link to={inspectionAddress(row.id)}>
            {local(row.plan.name)} <Period period={row.period} />
          </Link>
        </h2>
        <p className="quiet record-facts">
          <span>{t('inspections.step', { process: local(row.step.process.name), step: local(row.step.name) })}</span>
          <span>{t('inspections.drawn', { sample: row.sampleSize, population: row.population })}</span>
          <span>{t('inspections.found', { count: row.findings })}</span>
          {row.inspector && <span>{t('inspections.by', { name: local(row.inspector.name) })}</span>}
          <At at={row.drawnAt} />
        </p>
      </div>
      <div className="record-side">
        <Mark tone={stateTone[row.state]}>{t(`inspections.states.${camel(row.state)}`)}</Mark>
        <Lot accepted={row.accepted} />
      </div>
    </li>
  );
}

function NoRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <Nothing
      title={isFiltered ? t('inspections.noMatch') : t('inspections.none')}
      hint={isFiltered ? t('inspections.noMatchHint') : t('inspections.noneHint')}
      to={isFiltered ? '/inspections' : '/inspections?view=plans'}
    >
      {isFiltered ? t('inspections.clear') : t('inspections.toPlans')}
    </Nothing>
  );
}
