import { texts } from '../../catalog/index.ts';
import type { LocalText } from '../../contract/shared.ts';
import type { Column } from '../../domain/recordCells.ts';
import { unreadable } from '../sheets/unreadable.ts';

type Titles = Readonly<Record<string, string | undefined>>;
const titlesIn = (locale: 'zh-CN' | 'en') => (texts(locale)['imports']?.['columns'] ?? {}) as Titles;
const titles = { 'zh-CN': titlesIn('zh-CN'), en: titlesIn('en') };

/** What a column is called in both languages. */
export const titleOf = (name: string): LocalText => ({
  'zh-CN': titles['zh-CN'][name] ?? name,
  en: titles.en[name] ?? name,
});

/** The column of each cell, from the heading: the names, or the titles in either language. */
export function columnsOf(columns: readonly Column[], heading: readonly string[]): readonly string[] {
  const known = new Map(
    columns.flatMap(({ name }) => {
      const { 'zh-CN': zh, en } = titleOf(name);
      return [name, zh, en].map((text) => [plain(text), name] as const);
    }),
  );
  const found = heading.map((title) => known.get(plain(title)) ?? unknown(title));
  const twice = found.find((name, index) => name !== '' && found.indexOf(name) !== index);
  if (twice !== undefined) throw unreadable('heading-twice', twice);
  const missing = columns.find(({ name, isRequired }) => isRequired && !found.includes(name));
  if (missing) throw unreadable('heading-missing', missing.name);
  return found;
}

/** A column without a heading is nobody's; one with an unknown heading may be a misspelt one. */
function unknown(title: string): string {
  if (title === '') return '';
  throw unreadable('heading', title);
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/g, '');
