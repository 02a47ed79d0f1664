import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consultation } from '../../../contract/consultations.ts';
import type { Filters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { Listed } from '../../ui/Listed.tsx';
import { OpinionCard } from './OpinionCard.tsx';

const LOOK_AGAIN_MS = 5_000;

type Asked = Filters<'clause' | 'unanswered'>;

type Props = {
  readonly round: Consultation;
  readonly filters: Asked;
  readonly onChange: (next: Partial<Asked>) => void;
};

/** What was said, with the answers, in the order in which it was said. */
export function Opinions({ round, filters, onChange }: Props) {
  const { t } = useTranslation();
  const { policy, version } = round;
  const isNarrowed = filters.clause !== '' || filters.unanswered === 'true';
  const opinions = usePages(
    'listOpinions',
    {
      params: { policy, version },
      query: {
        ...(filters.clause === '' ? {} : { clause: filters.clause }),
        ...(filters.unanswered === 'true' ? { unanswered: 'true' } : {}),
      },
    },
    { refetchInterval: LOOK_AGAIN_MS },
  );
  return (
    <section aria-labelledby="consultation-opinions">
      <h2 id="consultation-opinions" className="consultation-heading">
        {t('consultation.opinions')}
      </h2>
      <OpinionFilter round={round} filters={filters} onChange={onChange} />
      <Listed
        pages={opinions}
        empty={
          <div className="card consultation-none">
            <p>{isNarrowed ? t('consultation.noneFound') : t('consultation.none')}</p>
            {isNarrowed && (
              <button type="button" className="button" onClick={() => onChange({ clause: '', unanswered: '' })}>
                {t('consultation.showAll')}
              </button>
            )}
          </div>
        }
      >
        {opinions.rows.map((it) => (
          <OpinionCard key={it.id} opinion={it} round={round} />
        ))}
      </Listed>
    </section>
  );
}

function OpinionFilter({ round, filters, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="consultation-filter">
      <label htmlFor={id}>{t('consultation.about')}</label>
      <select
        id={id}
        className="select"
        value={filters.clause}
        onChange={(event) => onChange({ clause: event.target.value })}
      >
        <option value="">{t('consultation.all')}</option>
        {round.clauses.map((it) => (
          <option key={it.id} value={it.id}>
            {t('consultation.clause', { number: it.number })}
          </option>
        ))}
      </select>
      <label className="consultation-check">
        <input
          type="checkbox"
          checked={filters.unanswered === 'true'}
          onChange={(event) => onChange({ unanswered: event.target.checked ? 'true' : '' })}
        />
        {t('consultation.unansweredOnly')}
      </label>
    </div>
  );
}
