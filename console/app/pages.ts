import { useInfiniteQuery } from '@tanstack/react-query';
import type { Input, Output } from '../../contract/address.ts';
import type { Contract } from '../../contract/index.ts';
import { ask } from './queries.ts';

type Page = { readonly items: readonly unknown[]; readonly next: string | null };

type ListName = { [K in keyof Contract]: Output<K> extends Page ? K : never }[keyof Contract];

type RowOf<K extends ListName> = Output<K> extends { readonly items: readonly (infer R)[] } ? R : never;

const keep = { refetchInterval: 0 };

/** Reads a list page by page. It is looked at again every `refetchInterval` ms while only its first page is shown. */
export function usePages<K extends ListName>(name: K, input: Input<K>, { refetchInterval } = keep) {
  const pages = useInfiniteQuery({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam }) => ask(name, pageParam === '' ? input : withCursor(input, pageParam)),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.next,
    refetchInterval: ({ state }) =>
      refetchInterval > 0 && (state.data?.pages.length ?? 1) === 1 ? refetchInterval : false,
  });
  const rows = pages.data?.pages.flatMap((it) => it.items as unknown as readonly RowOf<K>[]) ?? [];
  return { ...pages, rows };
}

function withCursor<K extends ListName>(input: Input<K>, cursor: string): Input<K> {
  return { ...input, query: { ...(input.query as object | undefined), cursor } };
}
