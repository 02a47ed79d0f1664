import { searchPeople as search } from '../../store/people.ts';
import type { Handlers } from '../handler.ts';
import { refOf } from '../refs.ts';

const FOUND_MAX = 50;

export const searchPeople: Handlers['searchPeople'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { q, department } = query;
  const people = await search(db, {
    words: q.trim(),
    limit: FOUND_MAX,
    ...(department === undefined ? {} : { department }),
  });
  return { people: people.map(refOf) };
};
