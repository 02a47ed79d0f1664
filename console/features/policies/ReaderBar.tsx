import { PrinterOutlined } from '@ant-design/icons';
import { useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../contract/policies.ts';
import type { Filters } from '../../app/filters.ts';
import { useKeys } from '../../app/keys.ts';

type Asked = Filters<'q' | 'both' | 'changed'>;

type Props = {
  readonly version: PolicyVersion;
  readonly filters: Asked;
  /** How many clauses are shown. */
  readonly found: number;
  readonly onChange: (next: Partial<Asked>) => void;
};

/** What of the text is shown, and how. */
export function ReaderBar({ version, filters, found, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  useKeys(useMemo(() => ({ '/': () => search.current?.focus() }), []));
  const isNarrowed = filters.q.trim() !== '' || filters.changed === 'true';
  return (
    <div className="policy-bar no-print" role="search">
      <label htmlFor={id}>{t('policies.search')}</label>
      <input
        id={id}
        ref={search}
        type="search"
        className="select"
        value={filters.q}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      <label className="policy-check">
        <input
          type="checkbox"
          checked={filters.both === 'true'}
          onChange={(event) => onChange({ both: event.target.checked ? 'true' : '' })}
        />
        {t('policies.both')}
      </label>
      {version.basedOn !== null && (
        <label className="policy-check">
          <input
            type="checkbox"
            checked={filters.changed === 'true'}
            onChange={(event) => onChange({ changed: event.target.checked ? 'true' : '' })}
          />
          {t('policies.changedOnly')}
        </label>
      )}
      <button type="button" className="button" onClick={() => window.print()}>
        <PrinterOutlined aria-hidden /> {t('policies.print')}
      </button>
      <span role="status" className="quiet">
        {isNarrowed && t('policies.found', { found })}
      </span>
    </div>
  );
}
