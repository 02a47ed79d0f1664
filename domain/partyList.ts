import { namesIn } from './partyName.ts';

export const partyKinds = ['person', 'entity', 'vessel', 'other'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** One line of a list of parties as it is imported; cells that hold several are split at semicolons. */
export type PartyRow = {
  /** Line of the file, the heading being 1. */
  readonly row: number;
  /** The list's own number of the entry. */
  readonly entry: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: string;
  readonly countries: readonly string[];
  readonly address: string;
  readonly remarks: string;
};

/** A party of a list: the first name is its name, the others are aliases. Countries are ISO 3166 alpha-2. */
export type PartyEntry = {
  readonly entry: string;
  readonly names: readonly string[];
  readonly kind: PartyKind;
  readonly countries: readonly string[];
  readonly address: string | null;
  readonly remarks: string | null;
};

export type PartyRowFault = 'empty' | 'missing' | 'duplicate' | 'kind-unknown' | 'country-unknown' | 'name-unreadable';
export type PartyRowError = {
  readonly row: number;
  readonly column: 'entry' | 'name' | 'kind' | 'country';
  readonly code: PartyRowFault;
  readonly value: string;
};

const countryPattern = /^[A-Z]{2}$/;

/** What a file of a list would make, and all that is wrong with it, line by line. Writes nothing. */
export function planPartyList(rows: readonly PartyRow[]): {
  readonly entries: readonly PartyEntry[];
  readonly errors: readonly PartyRowError[];
} {
  const lines = new Map<string, number>();
  for (const { entry, row } of rows) if (!lines.has(entry)) lines.set(entry, row);
  // A list without a line would clear everybody.
  const nothing: PartyRowError[] = rows.length === 0 ? [{ row: 1, column: 'entry', code: 'empty', value: '' }] : [];
  const errors = [...nothing, ...rows.flatMap((row) => [...cellErrors(row), ...repeated(row, lines)])];
  return { entries: rows.map(entryOf), errors };
}

function entryOf({ entry, name, aliases, kind, countries, address, remarks }: PartyRow): PartyEntry {
  return {
    entry,
    names: [...new Set([name, ...aliases])],
    kind: kind === '' ? 'entity' : (kind as PartyKind),
    countries: countries.map((country) => country.toUpperCase()),
    address: address === '' ? null : address,
    remarks: remarks === '' ? null : remarks,
  };
}

function cellErrors({ row, entry, name, kind, countries }: PartyRow): PartyRowError[] {
  const strange = countries.find((country) => !countryPattern.test(country.toUpperCase()));
  return [
    ...(entry === '' ? [{ row, column: 'entry', code: 'missing', value: '' } as const] : []),
    ...(name === '' ? [{ row, column: 'name', code: 'missing', value: '' } as const] : []),
    ...(name !== '' && namesIn(name).length === 0
      ? [{ row, column: 'name', code: 'name-unreadable', value: name } as const]
      : []),
    ...(kind === '' || partyKinds.some((it) => it === kind)
      ? []
      : [{ row, column: 'kind', code: 'kind-unknown', value: kind } as const]),
    ...(strange === undefined ? [] : [{ row, column: 'country', code: 'country-unknown', value: strange } as const]),
  ];
}

function repeated({ row, entry }: PartyRow, lines: ReadonlyMap<string, number>): PartyRowError[] {
  return entry !== '' && lines.get(entry) !== row ? [{ row, column: 'entry', code: 'duplicate', value: entry }] : [];
}
