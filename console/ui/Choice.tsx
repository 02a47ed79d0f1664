import { useId, useRef } from 'react';
import { useKeys } from '../app/keys.ts';

type Props = {
  readonly label: string;
  /** What is chosen when nothing is: "all". */
  readonly none: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  /** Found by the key "/". */
  readonly isFound?: boolean;
  readonly onChange: (value: string) => void;
};

/** One filter of a list: a label and a choice. */
export function Choice({ label, none, value, options, isFound = false, onChange }: Props) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  useKeys(isFound ? { '/': () => select.current?.focus() } : {});
  return (
    <span className="filter-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} ref={select} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {options.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
      </select>
    </span>
  );
}
