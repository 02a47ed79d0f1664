import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { textOf } from '../signIn/PasswordForm.tsx';

const SHORTEST = 2;

/** Looks for a name on all current lists, by the likeness that screening goes by. */
export function PartySearch() {
  const { t } = useTranslation();
  const id = useId();
  const [filters, change] = useFilters(['name', 'country']);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change({ name: textOf(form, 'name').trim(), country: textOf(form, 'country').trim().toUpperCase() });
  };
  return (
    <section className="card stack" aria-label={t('registers.search')}>
      <h2>{t('registers.search')}</h2>
      <form className="register-search" role="search" onSubmit={submit}>
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('registers.name')}</label>
          <input id={`${id}-name`} name="name" required minLength={SHORTEST} defaultValue={filters.name} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-country`}>
            {t('registers.country')} <span className="quiet">{t('form.isOptional')}</span>
          </label>
          <input
            id={`${id}-country`}
            name="country"
            pattern="[A-Za-z]{2}"
            maxLength={2}
            placeholder="DE"
            title={t('registers.countryHint')}
            defaultValue={filters.country}
          />
        </div>
        <button type="submit" className="button primary">
          {t('registers.find')}
        </button>
      </form>
      {filters.name.length >= SHORTEST && <Found name={filters.name} country={filters.country} />}
    </section>
  );
}

function Found({ name, country }: { readonly name: string; readonly country: string }) {
  const { t } = useTranslation();
  const query = { q: name, ...(country === '' ? {} : { country }) };
  const found = useAsk('searchParties', { query });
  return (
    <div aria-live="polite">
      <Answered query={found} skeleton={<p>{t('common.loading')}</p>}>
        {({ items }) => (items.length === 0 ? <p>{t('registers.nobody', { name })}</p> : <Hits items={items} />)}
      </Answered>
    </div>
  );
}

function Hits({ items }: { readonly items: Output<'searchParties'>['items'] }) {
  const { t } = useTranslation();
  return (
    <table className="ledger" aria-label={t('registers.hits')}>
      <thead>
        <tr>
          <th scope="col">{t('registers.name')}</th>
          <th scope="col" className="sum">
            {t('registers.likeness')}
          </th>
          <th scope="col">{t('registers.list')}</th>
          <th scope="col">{t('registers.countries')}</th>
          <th scope="col">{t('registers.address')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ list, version, entry, name, score, kind, countries, address }) => (
          <tr key={`${list} ${entry} ${name}`}>
            <th scope="row">
              {name}
              <p className="quiet">{t(`registers.kinds.${kind}`)}</p>
            </th>
            <td data-label={t('registers.likeness')} className="sum">
              {score}%
            </td>
            <td data-label={t('registers.list')}>
              {list} <span className="quiet">{version}</span> · {entry}
            </td>
            <td data-label={t('registers.countries')}>{countries.join(t('common.comma'))}</td>
            <td data-label={t('registers.address')}>{address}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
