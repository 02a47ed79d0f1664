import type { PolicyVersion } from '../../../contract/policies.ts';
import type { LocalText } from '../../../contract/shared.ts';

export type Chapter = PolicyVersion['chapters'][number];
export type Clause = Chapter['clauses'][number];

export type Reading = { readonly q: string; readonly isChangedOnly: boolean };

/** The chapters with the clauses that are looked for; chapters without any are left out. */
export function chaptersFound(chapters: readonly Chapter[], reading: Reading): readonly Chapter[] {
  const { q, isChangedOnly } = reading;
  if (q.trim() === '' && !isChangedOnly) return chapters;
  return chapters.flatMap((chapter) => {
    const clauses = chapter.clauses.filter((it) => isFound(it, reading));
    const removed = isChangedOnly && q.trim() === '' ? chapter.removed : [];
    return clauses.length + removed.length > 0 ? [{ ...chapter, clauses, removed }] : [];
  });
}

/** All the words that were typed stand in the clause, in either language, its number or its laws. */
function isFound({ number, text, laws, change }: Clause, { q, isChangedOnly }: Reading): boolean {
  if (isChangedOnly && change === null) return false;
  const all = [number, ...both(text), ...laws.flatMap(({ name }) => both(name))].join('\n').toLowerCase();
  return wordsOf(q).every((word) => all.includes(word));
}

const both = (text: LocalText) => [text['zh-CN'], text.en];

export const wordsOf = (q: string): readonly string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** The number that a new clause of a chapter gets, as far as this version knows: numbers are never used twice. */
export function nextNumber({ id, clauses, removed }: Chapter): string {
  const used = [...clauses.map(({ number }) => number), ...removed].map((number) => Number(number.split('.')[1]));
  return `${id}.${Math.max(0, ...used) + 1}`;
}

/** How many clauses of a chapter are new, worded anew or gone. */
export const changesIn = ({ clauses, removed }: Chapter): number =>
  removed.length + clauses.filter(({ change }) => change !== null).length;
