import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText } from './shared.ts';

/** A clause of the policy, quoted where it is carried out. */
export const Clause = z
  .object({
    id: z.string().meta({ description: 'e.g. "POL-01#3.2"' }),
    title: LocalText,
    text: LocalText,
    chapter: LocalText.nullable(),
    kind: z.string().nullable(),
    binding: z.string().nullable(),
    laws: z.array(z.string()),
  })
  .meta({ id: 'Clause' });
export type Clause = z.infer<typeof Clause>;

export const getClause = operation({
  method: 'get',
  path: '/clauses/{clause}',
  tag: 'policy',
  summary: 'The text of a clause',
  params: z.object({ clause: z.string() }),
  result: Clause,
  refusals: ['not-found'],
});
