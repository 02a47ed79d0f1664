import { Refusal } from '../../domain/refusal.ts';
import { clauseTexts } from '../clauses.ts';
import type { Handlers } from '../handler.ts';

export const getClause: Handlers['getClause'] = async ({ params, locale, authorize }, { db }) => {
  authorize('common', undefined);
  const [clause] = await clauseTexts(db, [params.clause], locale);
  if (!clause) throw new Refusal('not-found');
  return clause;
};
