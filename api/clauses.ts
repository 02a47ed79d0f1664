import type { Clause } from '../contract/policy.ts';
import type { Locale } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { clausesByRef } from '../store/policies.ts';
import { citationsFor } from './citations.ts';

/** The texts of clauses, as they are in force. */
export async function clauseTexts(db: Db, refs: readonly string[], locale: Locale): Promise<Clause[]> {
  if (refs.length === 0) return [];
  const clauses = await clausesByRef(db, refs);
  const cite = await citationsFor(db, clauses);
  return clauses.map(({ id, number, text, chapter, kind, binding, laws }) => ({
    id,
    title: { 'zh-CN': `第 ${number} 条`, en: `Clause ${number}` },
    text,
    chapter,
    kind,
    binding,
    laws: cite(laws).map(({ citation }) => citation[locale]),
  }));
}
