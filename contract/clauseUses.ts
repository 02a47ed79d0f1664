import { z } from 'zod';
import { operation } from './operation.ts';
import { policyPath } from './policies.ts';
import { LocalText } from './shared.ts';

/** What carries a clause out, and where it is taught. */
export const ClauseUse = z
  .object({
    clause: z.string().meta({ description: 'e.g. "POL-01#12.3"' }),
    /** Processes that carry it out, as a whole (no steps) or in some of their steps. */
    processes: z.array(z.object({ key: z.string(), name: LocalText, steps: z.array(LocalText) })),
    lessons: z.array(z.object({ course: z.string(), lesson: z.string(), title: LocalText })),
  })
  .meta({ id: 'ClauseUse' });
export type ClauseUse = z.infer<typeof ClauseUse>;

export const listClauseUses = operation({
  method: 'get',
  path: '/policies/{policy}/uses',
  tag: 'policy',
  summary: 'Which processes and lessons carry the clauses of a policy, as they run and are taught now',
  params: z.object(policyPath),
  result: z.object({ items: z.array(ClauseUse) }).meta({ id: 'ClauseUses' }),
  refusals: ['not-found'],
});
