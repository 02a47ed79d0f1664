import { readLaws } from '../catalog/index.ts';
import type { Clause } from '../contract/policy.ts';
import type { Locale } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { type ClauseInForce, clausesByRef } from '../store/policies.ts';

const laws = new Map(readLaws().map((law) => [law.id, law.name]));

/** The texts of clauses, as they are in force. */
export async function clauseTexts(db: Db, refs: readonly string[], locale: Locale): Promise<Clause[]> {
  if (refs.length === 0) return [];
  return (await clausesByRef(db, refs)).map((clause) => shownClause(clause, locale));
}

function shownClause(clause: ClauseInForce, locale: Locale): Clause {
  return {
    id: clause.id,
    title: { 'zh-CN': `第 ${clause.number} 条`, en: `Clause ${clause.number}` },
    text: clause.text,
    chapter: clause.chapter,
    kind: clause.kind,
    binding: clause.binding,
    laws: clause.laws.map((link) => citation(link as LawLink, locale)),
  };
}

type LawLink = { readonly law: string; readonly articles: readonly string[] };

function citation({ law, articles }: LawLink, locale: Locale): string {
  const name = laws.get(law)?.[locale] ?? law;
  if (articles.length === 0) return locale === 'en' ? name : `《${name}》`;
  const list = articles.join(locale === 'en' ? ', ' : '、');
  return locale === 'en' ? `${name}, art. ${list}` : `《${name}》第 ${list} 条`;
}
