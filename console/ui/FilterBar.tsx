import type { Filters } from '../app/filters.ts';
import { Choice } from './Choice.tsx';
import './records.css';
import { Search } from './Search.tsx';
import { Tick } from './Tick.tsx';

type Option = { readonly id: string; readonly name: string };

/** One thing that a list can be narrowed by; `name` is what the address calls it. */
export type FilterField<N extends string> =
  | { readonly kind: 'search'; readonly name: N; readonly label: string }
  | {
      readonly kind: 'choice';
      readonly name: N;
      readonly label: string;
      /** What is chosen when nothing is: "all". */
      readonly none: string;
      readonly options: readonly Option[];
      /** The options are not all there are, or still on their way: what the address names is shown as it is. */
      readonly isOpen?: boolean;
    }
  | { readonly kind: 'tick'; readonly name: N; readonly label: string };

type Props<N extends string> = {
  readonly fields: readonly FilterField<N>[];
  readonly filters: Filters<N>;
  readonly onChange: (next: Partial<Filters<N>>) => void;
};

/** What narrows a list, in a row; the key "/" leads to the first of them. */
export function FilterBar<N extends string>({ fields, filters, onChange }: Props<N>) {
  return (
    <div className="filter-row" role="search">
      {fields.map((field, place) => (
        <Field
          key={field.name}
          field={field}
          value={filters[field.name]}
          isFound={place === 0}
          onChange={(value) => onChange({ [field.name]: value } as unknown as Partial<Filters<N>>)}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  readonly field: FilterField<string>;
  readonly value: string;
  readonly isFound: boolean;
  readonly onChange: (value: string) => void;
};

function Field({ field, value, isFound, onChange }: FieldProps) {
  switch (field.kind) {
    case 'search':
      return <Search label={field.label} value={value} isFound={isFound} onChange={onChange} />;
    case 'tick':
      return <Tick label={field.label} isOn={value !== ''} onChange={onChange} />;
    case 'choice': {
      const { label, none, options, isOpen = false } = field;
      const isUnknown = isOpen && value !== '' && !options.some(({ id }) => id === value);
      const shown = isUnknown ? [...options, { id: value, name: value }] : options;
      return <Choice label={label} none={none} value={value} options={shown} isFound={isFound} onChange={onChange} />;
    }
  }
}
