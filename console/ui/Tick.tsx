type Props = {
  readonly label: string;
  readonly isOn: boolean;
  /** "true", or nothing: as the address holds it. */
  readonly onChange: (value: string) => void;
};

/** A filter of a list that is either on or off. */
export function Tick({ label, isOn, onChange }: Props) {
  return (
    <label className="filter-tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked ? 'true' : '')} />
      {label}
    </label>
  );
}
