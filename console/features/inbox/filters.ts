import { useSearchParams } from 'react-router';

export const boxes = ['todo', 'done', 'started'] as const;
export type Box = (typeof boxes)[number];

/** What the inbox shows. The address holds it, so that it can be sent to a colleague or kept as a bookmark. */
export type Filters = { readonly box: Box; readonly process: string; readonly overdue: boolean };

export function useFilters(): Filters {
  const [search] = useSearchParams();
  return {
    box: boxes.find((it) => it === search.get('box')) ?? 'todo',
    process: search.get('process') ?? '',
    overdue: search.get('overdue') === 'true',
  };
}

/** The address of the inbox with these filters. */
export function addressOf({ box, process, overdue }: Filters): string {
  const search = new URLSearchParams();
  if (box !== 'todo') search.set('box', box);
  if (process !== '') search.set('process', process);
  if (overdue) search.set('overdue', 'true');
  return search.size > 0 ? `/inbox?${search}` : '/inbox';
}

/** The same, as listTasks asks for it. */
export function queryOf({ box, process, overdue }: Filters) {
  return {
    box,
    ...(process === '' ? {} : { process }),
    ...(overdue ? { overdue: 'true' } : {}),
  };
}
