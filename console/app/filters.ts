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
