import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Law } from '../../../contract/laws.ts';
import { Certainty } from '../../../contract/policies.ts';
import { usePages } from '../../app/pages.ts';
import { useLocal } from '../../ui/local.ts';
import { Picked } from './fields.tsx';
import type { LawEntry } from './wording.ts';

const PAGE = 100;
const LAWS_MAX = 20;

type Props = { readonly laws: readonly LawEntry[]; readonly onChange: (laws: readonly LawEntry[]) => void };

/** The laws that a clause rests on: from the register, with articles and how far that was checked. */
export function LawLinks({ laws, onChange }: Props) {
  const { t } = useTranslation();
  const register = useRegister();
  const put = (at: number, entry: LawEntry) => onChange(laws.map((it, place) => (place === at ? entry : it)));
  return (
    <fieldset>
      <legend>{t('policies.clause.laws')}</legend>
      {laws.length === 0 && <p className="quiet">{t('policies.clause.noLaws')}</p>}
      {laws.map((entry, at) => (
        <LawLine
          // An entry has no name but its place while it is being typed.
          key={`${at}`}
          number={at + 1}
          entry={entry}
          register={register}
          onChange={(next) => put(at, next)}
          onRemove={() => onChange(laws.filter((_, place) => place !== at))}
        />
      ))}
      <p className="policy-acts">
        {laws.length < LAWS_MAX && (
          <button
            type="button"
            className="button"
            onClick={() => onChange([...laws, { law: '', articles: '', certainty: 'C' }])}
          >
            {t('policies.clause.addLaw')}
          </button>
        )}
      </p>
    </fieldset>
  );
}

/** The whole register, page after page: it is a few hundred lines at most. */
function useRegister(): readonly Law[] {
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages('listLaws', { query: { limit: PAGE } });
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return rows;
}

type LineProps = {
  readonly number: number;
  readonly entry: LawEntry;
  readonly register: readonly Law[];
  readonly onChange: (entry: LawEntry) => void;
  readonly onRemove: () => void;
};

function LawLine({ number, entry, register, onChange, onRemove }: LineProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const isListed = entry.law === '' || register.some((it) => it.id === entry.law);
  return (
    <div className="clause-law" role="group" aria-label={t('policies.clause.law', { number })}>
      <Picked
        label={t('policies.clause.lawName')}
        value={entry.law}
        options={[
          { id: '', name: t('form.choose') },
          ...(isListed ? [] : [{ id: entry.law, name: entry.law }]),
          ...register.map((it) => ({ id: it.id, name: local(it.name) })),
        ]}
        onChange={(law) => onChange({ ...entry, law })}
      />
      <div className="clause-field">
        <label htmlFor={id}>{t('policies.clause.articles')}</label>
        <input
          id={id}
          className="select"
          value={entry.articles}
          onChange={(event) => onChange({ ...entry, articles: event.target.value })}
        />
      </div>
      <Picked
        label={t('laws.certaintyColumn')}
        value={entry.certainty}
        options={Certainty.options.map((it) => ({ id: it, name: t(`laws.certainty.${it}`) }))}
        onChange={(certainty) => onChange({ ...entry, certainty })}
      />
      <button type="button" className="button" onClick={onRemove}>
        {t('form.remove')}
        <span className="spoken-only">{t('policies.clause.law', { number })}</span>
      </button>
    </div>
  );
}
