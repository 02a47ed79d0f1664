import { z } from 'zod';
import { operation } from './operation.ts';
import { Certainty } from './policies.ts';
import { LocalText } from './shared.ts';

const WORDS_MAX = 80;

export const Jurisdiction = z.enum(['CN', 'EU', 'US']).meta({ id: 'Jurisdiction' });

/** A law of the register. Dates are those of the law, without a time. */
export const Law = z
  .object({
    id: z.string(),
    jurisdiction: Jurisdiction,
    name: LocalText,
    number: z.string().nullable(),
    /** The version meant, in words: "2018 amendment". */
    edition: LocalText.nullable(),
    promulgated: z.iso.date().nullable(),
    effectiveFrom: z.iso.date().nullable(),
    effectiveTo: z.iso.date().nullable(),
    /** What one date cannot say: stages, amendments, "in force". */
    effectiveNote: LocalText.nullable(),
    certainty: Certainty,
    /** What exactly is only generally known or must be verified. */
    certaintyNote: LocalText.nullable(),
    /** What it asks of this company, in plain words. */
    articles: z.array(z.object({ articles: z.array(z.string()), statement: LocalText })),
    /** How many clauses in force rest on it. */
    citedBy: z.int(),
  })
  .meta({ id: 'Law' });
export type Law = z.infer<typeof Law>;

const CitingClause = z
  .object({
    id: z.string(),
    number: z.string(),
    policy: z.string(),
    version: z.int(),
    chapter: LocalText,
    text: LocalText,
    articles: z.array(z.string()),
  })
  .meta({ id: 'CitingClause' });

export const listLaws = operation({
  method: 'get',
  path: '/laws',
  tag: 'policy',
  summary: 'The register of laws',
  query: z.object({
    jurisdiction: Jurisdiction.optional(),
    certainty: Certainty.optional(),
    /** Words in the name or the number. */
    q: z.string().trim().max(WORDS_MAX).optional(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(100),
  }),
  result: z.object({ items: z.array(Law), next: z.string().nullable() }).meta({ id: 'ListLawsResult' }),
});

export const getLaw = operation({
  method: 'get',
  path: '/laws/{law}',
  tag: 'policy',
  summary: 'A law, and the clauses in force that rest on it',
  params: z.object({ law: z.string() }),
  result: Law.extend({ clauses: z.array(CitingClause) }).meta({ id: 'LawWithClauses' }),
  refusals: ['not-found'],
});
