import { useLocation, useNavigate } from 'react-router';

/** What is looked for, by name; empty when it is not asked. */
export type Filters<N extends string> = Readonly<Record<N, string>>;

/** Filters that the address holds, so that it can be sent on; the anchor stays where it was. */
export function useFilters<const N extends string>(
  names: readonly N[],
): [Filters<N>, (next: Partial<Filters<N>>) => void] {
  const { search, hash } = useLocation();
  const navigate = useNavigate();
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(names.map((name) => [name, given.get(name) ?? ''])) as Filters<N>;
  const change = (next: Partial<Filters<N>>) => {
    const wanted = new URLSearchParams(search);
    for (const [name, value] of Object.entries<string | undefined>(next)) {
      if (value) wanted.set(name, value);
      else wanted.delete(name);
    }
    void navigate({ search: wanted.toString(), hash }, { replace: true, flushSync: true, preventScrollReset: true });
  };
  return [filters, change];
}

type Known = Readonly<Record<string, readonly string[]>>;

/** The filters that are set, as a list asks for them; a value that is none of those known does not count. */
export function given<N extends string, const K extends Known = Record<never, never>>(
  filters: Filters<N>,
  known?: K,
): { readonly [P in N]?: P extends keyof K ? K[P][number] : string } {
  const set = Object.entries<string>(filters).filter(([name, value]) => {
    const values = known?.[name];
    return value !== '' && (values === undefined || values.includes(value));
  });
  return Object.fromEntries(set) as { readonly [P in N]?: P extends keyof K ? K[P][number] : string };
}
