import { Skeleton } from 'antd';
import { useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Law } from '../../../contract/laws.ts';
import { type Filters, useFilters } from '../../app/filters.ts';
import { useKeys } from '../../app/keys.ts';
import { usePages } from '../../app/pages.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { CertaintyTag } from './CertaintyTag.tsx';
import { InForce } from './InForce.tsx';
import './laws.css';
import { certainties, jurisdictions } from './names.ts';

const PAGE = 50;

type Asked = Filters<'q' | 'jurisdiction' | 'certainty'>;

/** The register of the laws that the policy rests on. */
export function LawsPage() {
  const { t } = useTranslation();
  useTitle(t('laws.title'));
  const [filters, change] = useFilters(['q', 'jurisdiction', 'certainty']);
  return (
    <>
      <h1>{t('laws.title')}</h1>
      <p className="quiet laws-intro">{t('laws.intro')}</p>
      <LawFilter filters={filters} onChange={change} />
      <Register
        key={JSON.stringify(filters)}
        filters={filters}
        onClear={() => change({ q: '', jurisdiction: '', certainty: '' })}
      />
    </>
  );
}

type FilterProps = { readonly filters: Asked; readonly onChange: (next: Partial<Asked>) => void };

function LawFilter({ filters, onChange }: FilterProps) {
  const { t } = useTranslation();
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  useKeys(useMemo(() => ({ '/': () => search.current?.focus() }), []));
  return (
    <div className="laws-filter" role="search">
      <label htmlFor={`${id}-q`}>{t('laws.search')}</label>
      <input
        id={`${id}-q`}
        ref={search}
        type="search"
        className="select"
        value={filters.q}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      <label htmlFor={`${id}-j`}>{t('laws.jurisdictionColumn')}</label>
      <select
        id={`${id}-j`}
        className="select"
        value={filters.jurisdiction}
        onChange={(event) => onChange({ jurisdiction: event.target.value })}
      >
        <option value="">{t('laws.all')}</option>
        {jurisdictions.map((it) => (
          <option key={it} value={it}>
            {t(`laws.jurisdiction.${it}`)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-c`}>{t('laws.certaintyColumn')}</label>
      <select
        id={`${id}-c`}
        className="select"
        value={filters.certainty}
        onChange={(event) => onChange({ certainty: event.target.value })}
      >
        <option value="">{t('laws.all')}</option>
        {certainties.map((it) => (
          <option key={it} value={it}>
            {t(`laws.certainty.${it}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

const oneOf = <T extends string>(values: readonly T[], value: string): T | undefined =>
  values.find((it) => it === value);

function Register({ filters, onClear }: { readonly filters: Asked; readonly onClear: () => void }) {
  const { t } = useTranslation();
  const jurisdiction = oneOf(jurisdictions, filters.jurisdiction);
  const certainty = oneOf(certainties, filters.certainty);
  const laws = usePages('listLaws', {
    query: {
      limit: PAGE,
      ...(filters.q.trim() === '' ? {} : { q: filters.q.trim() }),
      ...(jurisdiction ? { jurisdiction } : {}),
      ...(certainty ? { certainty } : {}),
    },
  });
  if (laws.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (laws.error) return <ProblemNotice error={laws.error} onRetry={() => void laws.refetch()} />;
  if (laws.rows.length === 0)
    return (
      <div className="card laws-none">
        <p>{t('laws.none')}</p>
        <button type="button" className="button" onClick={onClear}>
          {t('laws.clear')}
        </button>
      </div>
    );
  return (
    <>
      <LawTable laws={laws.rows} />
      <LoadMore shown={laws.rows.length} pages={laws} />
    </>
  );
}

function LawTable({ laws }: { readonly laws: readonly Law[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <table className="laws-table card" aria-label={t('laws.title')}>
      <thead>
        <tr>
          <th scope="col">{t('laws.lawColumn')}</th>
          <th scope="col">{t('laws.jurisdictionColumn')}</th>
          <th scope="col">{t('laws.inForceColumn')}</th>
          <th scope="col">{t('laws.certaintyColumn')}</th>
          <th scope="col">{t('laws.citedColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {laws.map((law) => (
          <tr key={law.id}>
            <th scope="row">
              <Link to={`/laws/${law.id}`}>{local(law.name)}</Link>
              {law.number && <span className="quiet"> {law.number}</span>}
            </th>
            <td>{t(`laws.jurisdiction.${law.jurisdiction}`)}</td>
            <td>
              <InForce law={law} />
            </td>
            <td>
              <CertaintyTag certainty={law.certainty} />
            </td>
            <td>
              {law.citedBy === 0 ? (
                <span className="quiet">{t('laws.notCited')}</span>
              ) : (
                t('laws.cited', { count: law.citedBy })
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
