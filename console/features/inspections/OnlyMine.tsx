type Props = { readonly label: string; readonly isOn: boolean; readonly onChange: (mine: string) => void };

/** Narrows a list to what concerns whoever looks. */
export function OnlyMine({ label, isOn, onChange }: Props) {
  return (
    <label className="filter-tick">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked ? 'true' : '')} />
      {label}
    </label>
  );
}
