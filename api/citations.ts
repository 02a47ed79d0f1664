import type { CitedLaw } from '../contract/policies.ts';
import type { LocalText } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { lawNames } from '../store/laws.ts';

/** A law link as clauses keep it. */
type Link = Pick<CitedLaw, 'law' | 'articles' | 'certainty'>;

/** Turns the law links of clauses into what people read; one question to the register for all of them. */
export async function citationsFor(
  db: Db,
  clauses: readonly { readonly laws: readonly unknown[] }[],
): Promise<(laws: readonly unknown[]) => CitedLaw[]> {
  const ids = [...new Set(clauses.flatMap(({ laws }) => linksIn(laws).map(({ law }) => law)))];
  const names = new Map((await lawNames(db, ids)).map(({ id, name }) => [id, name]));
  return (laws) => linksIn(laws).map((link) => cited(link, names.get(link.law)));
}

const linksIn = (laws: readonly unknown[]) => laws as readonly Link[];

function cited({ law, articles, certainty }: Link, known: LocalText | undefined): CitedLaw {
  const name = known ?? { 'zh-CN': law, en: law };
  const citation = { 'zh-CN': chinese(name['zh-CN'], articles), en: english(name.en, articles) };
  return { law, articles: [...articles], certainty, name, citation };
}

function chinese(name: string, articles: readonly string[]): string {
  return articles.length === 0 ? `《${name}》` : `《${name}》第 ${articles.join('、')} 条`;
}

function english(name: string, articles: readonly string[]): string {
  return articles.length === 0 ? name : `${name}, art. ${articles.join(', ')}`;
}
