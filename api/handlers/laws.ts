import type { Law as LawShown } from '../../contract/laws.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type CitedLaw, clausesCiting, findLaw, lawsPage } from '../../store/laws.ts';
import type { Handlers } from '../handler.ts';

const position = /^\d{1,6}$/;

export const listLaws: Handlers['listLaws'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { cursor, q, ...filters } = query;
  if (cursor !== undefined && !position.test(cursor)) throw new Refusal('malformed', { where: 'cursor' });
  const words = q === undefined || q === '' ? {} : { words: q };
  const { items, next } = await lawsPage(db, { ...filters, ...words, after: Number(cursor ?? 0) });
  return { items: items.map(shownLaw), next };
};

export const getLaw: Handlers['getLaw'] = async ({ params, authorize }, { db }) => {
  authorize('common', undefined);
  const law = await findLaw(db, params.law);
  if (!law) throw new Refusal('not-found');
  const clauses = await clausesCiting(db, law.id);
  return { ...shownLaw(law), clauses: clauses.map((clause) => ({ ...clause, articles: [...clause.articles] })) };
};

function shownLaw(law: CitedLaw): LawShown {
  return {
    ...law,
    articles: law.articles.map(({ articles, statement }) => ({ articles: [...articles], statement })),
  };
}
