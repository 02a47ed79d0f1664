import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';

/** Which list a file is a version of. All texts are empty until they are chosen. */
export type PartyVersion = { readonly list: string; readonly version: string; readonly issuedOn: string };

export const nothingOfParties: PartyVersion = { list: '', version: '', issuedOn: '' };

type Props = { readonly version: PartyVersion; readonly onChange: (version: PartyVersion) => void };

/** A list of parties is kept by version: which list, which number, issued when. */
export function PartyFields({ version, onChange }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const { data } = useAsk('listPartyLists', {});
  return (
    <div className="import-party">
      <div className="field">
        <label htmlFor={`${id}-list`}>{t('imports.list')}</label>
        <select
          id={`${id}-list`}
          className="select"
          value={version.list}
          onChange={(event) => onChange({ ...version, list: event.target.value })}
        >
          <option value="">{t('form.choose')}</option>
          {data?.items.map(({ list, name }) => (
            <option key={list} value={list}>
              {local(name)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-version`}>{t('imports.version')}</label>
        <input
          id={`${id}-version`}
          maxLength={60}
          value={version.version}
          onChange={(event) => onChange({ ...version, version: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-issued`}>{t('imports.issuedOn')}</label>
        <input
          id={`${id}-issued`}
          type="date"
          value={version.issuedOn}
          onChange={(event) => onChange({ ...version, issuedOn: event.target.value })}
        />
      </div>
    </div>
  );
}
