import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRef } from '../../contract/shared.ts';
import { useAsk } from '../app/queries.ts';
import { useLocal } from './local.ts';
import './people.css';

const SHOWN = 8;

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly people: readonly PersonRef[];
  /** How many may be chosen; 1 for a single person. */
  readonly most?: number;
  readonly onChange: (people: readonly PersonRef[]) => void;
};

/** Chooses people by their names: those chosen, each with a button to take them out, and a search for more. */
export function PeopleField({ label, hint, people, most = Number.POSITIVE_INFINITY, onChange }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  return (
    <fieldset className="people-field">
      <legend>{label}</legend>
      {hint && <p className="quiet">{hint}</p>}
      {people.length > 0 && (
        <ul className="people-chosen">
          {people.map((it) => (
            <li key={it.id}>
              {local(it.name)}
              <button
                type="button"
                aria-label={t('peopleField.remove', { name: local(it.name) })}
                onClick={() => onChange(people.filter((other) => other.id !== it.id))}
              >
                <CloseOutlined aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      {people.length < most && (
        <Search id={id} label={label} chosen={people} onAdd={(it) => onChange([...people, it])} />
      )}
    </fieldset>
  );
}

type SearchProps = {
  readonly id: string;
  readonly label: string;
  readonly chosen: readonly PersonRef[];
  readonly onAdd: (person: PersonRef) => void;
};

function Search({ id, label, chosen, onAdd }: SearchProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const [q, setQ] = useState('');
  const found = useAsk('searchPeople', { query: { q } }, { enabled: q.trim() !== '' });
  const others = found.data?.people.filter((it) => !chosen.some((other) => other.id === it.id)) ?? [];
  const add = (person: PersonRef) => {
    onAdd(person);
    setQ('');
  };
  return (
    <>
      <input
        id={id}
        type="search"
        className="select"
        aria-label={`${label} ${t('peopleField.search')}`}
        placeholder={t('peopleField.search')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          const [first] = others;
          if (first) add(first);
        }}
      />
      {q.trim() !== '' && (
        <ul className="people-found" aria-label={t('peopleField.found')}>
          {others.slice(0, SHOWN).map((it) => (
            <li key={it.id}>
              <button type="button" onClick={() => add(it)}>
                <PlusOutlined aria-hidden /> {local(it.name)} <span className="quiet">{it.id}</span>
              </button>
            </li>
          ))}
          {others.length === 0 && (
            <li className="quiet">{found.isPending ? t('common.loading') : t('peopleField.nobody')}</li>
          )}
        </ul>
      )}
    </>
  );
}
