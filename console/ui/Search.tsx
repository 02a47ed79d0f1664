import { useId, useMemo, useRef } from 'react';
import { useKeys } from '../app/keys.ts';

type Props = {
  readonly label: string;
  readonly value: string;
  /** Found by the key "/". */
  readonly isFound?: boolean;
  readonly onChange: (value: string) => void;
};

const MOST = 100;

/** One filter of a list: words that are looked for. */
export function Search({ label, value, isFound = false, onChange }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useKeys(useMemo(() => (isFound ? { '/': () => input.current?.focus() } : {}), [isFound]));
  return (
    <span className="filter-choice filter-search">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={input}
        type="search"
        className="select"
        maxLength={MOST}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
