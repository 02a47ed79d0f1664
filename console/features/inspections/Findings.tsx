import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { camel } from '../../ui/camel.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import { FindingCard } from './FindingCard.tsx';
import { findingStates, severities } from './words.ts';

const REFRESH_MS = 5_000;

/** What inspections found, newest first. */
export function Findings() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(['severity', 'state', 'mine']);
  const query = given(filters, { severity: severities, state: findingStates });
  const isFiltered = Object.keys(query).length > 0;
  const pages = usePages('listFindings', { query }, { refetchInterval: REFRESH_MS });
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  return (
    <section aria-label={t('inspections.view.findings')}>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'severity',
            label: t('inspections.severity'),
            none: t('inspections.anySeverity'),
            options: severities.map((id) => ({ id, name: t(`inspections.results.${id}`) })),
          },
          {
            kind: 'choice',
            name: 'state',
            label: t('inspections.state'),
            none: t('inspections.anyState'),
            options: findingStates.map((id) => ({ id, name: t(`inspections.findingStates.${camel(id)}`) })),
          },
          { kind: 'tick', name: 'mine', label: t('inspections.mineToCorrect') },
        ]}
      />
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
    <Nothing
      title={isFiltered ? t('inspections.noFindingMatch') : t('inspections.noFindings')}
      hint={isFiltered ? t('inspections.noMatchHint') : t('inspections.noFindingsHint')}
      to={isFiltered ? '/inspections?view=findings' : '/inspections'}
    >
      {isFiltered ? t('inspections.clear') : t('inspections.toRuns')}
    </Nothing>
  );
}
