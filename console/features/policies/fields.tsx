import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../ui/language.ts';

const TEXT_MAX = 4_000;
const ROWS = 4;

type AreaProps = {
  readonly label: string;
  readonly language: Language;
  readonly value: string;
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
};

/** A text of some length, in a language. */
export function Area({ label, language, value, isRequired = false, onChange }: AreaProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="clause-field">
      <label htmlFor={id}>
        {label} {isRequired && <span className="quiet">{t('form.isRequired')}</span>}
      </label>
      <textarea
        id={id}
        className="select"
        lang={language}
        rows={ROWS}
        maxLength={TEXT_MAX}
        required={isRequired}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

type PickedProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly name: string }[];
  readonly onChange: (value: T) => void;
};

/** One of a few. */
export function Picked<T extends string>({ label, value, options, onChange }: PickedProps<T>) {
  const id = useId();
  const pick = (wanted: string) => {
    const option = options.find((it) => it.id === wanted);
    if (option) onChange(option.id);
  };
  return (
    <div className="clause-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" value={value} onChange={(event) => pick(event.target.value)}>
        {options.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
      </select>
    </div>
  );
}
