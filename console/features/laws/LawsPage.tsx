import { useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Jurisdiction, type Law } from '../../../contract/laws.ts';
import { Certainty } from '../../../contract/policies.ts';
import { type Filters, useFilters } from '../../app/filters.ts';
import { useKeys } from '../../app/keys.ts';
import { usePages } from '../../app/pages.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { CertaintyTag } from './CertaintyTag.tsx';
import { InForce } from './InForce.tsx';
import './laws.css';

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
    <div className="filter-row" role="search">
      <span className="filter-choice laws-search">
        <label htmlFor={id}>{t('laws.search')}</label>
        <input
          id={id}
          ref={search}
          type="search"
          className="select"
          value={filters.q}
          onChange={(event) => onChange({ q: event.target.value })}
        />
      </span>
      <Choice
        label={t('laws.jurisdictionColumn')}
        none={t('laws.all')}
        value={filters.jurisdiction}
        options={Jurisdiction.options.map((it) => ({ id: it, name: t(`laws.jurisdiction.${it}`) }))}
        onChange={(jurisdiction) => onChange({ jurisdiction })}
      />
      <Choice
        label={t('laws.certaintyColumn')}
        none={t('laws.all')}
        value={filters.certainty}
        options={Certainty.options.map((it) => ({ id: it, name: t(`laws.certainty.${it}`) }))}
        onChange={(certainty) => onChange({ certainty })}
      />
    </div>
  );
}

function Register({ filters, onClear }: { readonly filters: Asked; readonly onClear: () => void }) {
  const { t } = useTranslation();
  const q = filters.q.trim();
  const jurisdiction = Jurisdiction.options.find((it) => it === filters.jurisdiction);
  const certainty = Certainty.options.find((it) => it === filters.certainty);
  const laws = usePages('listLaws', {
    query: {
      limit: PAGE,
      ...(q === '' ? {} : { q }),
      ...(jurisdiction ? { jurisdiction } : {}),
      ...(certainty ? { certainty } : {}),
    },
  });
  return (
    <Listed
      pages={laws}
      empty={
        <div className="card laws-none">
          <p>{t('laws.none')}</p>
          <button type="button" className="button" onClick={onClear}>
            {t('laws.clear')}
          </button>
        </div>
      }
    >
      <LawTable laws={laws.rows} />
    </Listed>
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
