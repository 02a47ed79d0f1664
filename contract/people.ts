import { z } from 'zod';
import { operation } from './operation.ts';
import { PersonRef } from './shared.ts';

export const searchPeople = operation({
  method: 'get',
  path: '/people',
  tag: 'people',
  summary: 'People of the company whose name or id begins with or contains the words',
  query: z.object({ q: z.string().max(100).default(''), department: z.string().max(200).optional() }),
  result: z.object({ people: z.array(PersonRef) }).meta({ id: 'PeopleFound' }),
});
