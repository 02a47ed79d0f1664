import { z } from 'zod';
import { operation } from './operation.ts';
import { Binding, ChangeClass, ClauseKind, LawLink, policyPath, versionPath } from './policies.ts';
import { Comment, Done, Moment, Reason, requested } from './shared.ts';

const CLAUSE_TEXT_MAX = 4000;
const LAWS_MAX = 20;

/** What is done to a clause of a draft. */
const ClauseEdit = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('put'),
      clause: z.object({
        kind: ClauseKind,
        binding: Binding,
        vitalInterest: z.boolean(),
        text: z.object({
          'zh-CN': z.string().trim().min(1).max(CLAUSE_TEXT_MAX),
          en: z.string().trim().min(1).max(CLAUSE_TEXT_MAX),
        }),
        laws: z.array(LawLink).max(LAWS_MAX),
      }),
      class: ChangeClass,
      reason: z.object({ 'zh-CN': Comment, en: Comment }),
    }),
    z.object({ kind: z.literal('remove') }),
    /** Back to the wording of the version that the draft is based on. */
    z.object({ kind: z.literal('revert') }),
  ])
  .meta({ id: 'ClauseEdit' });

export const draftPolicyVersion = operation({
  method: 'post',
  path: '/policies/{policy}/versions',
  tag: 'policy',
  summary: 'Begins a new version, with the clauses of the one in force',
  params: z.object(policyPath),
  body: z.object(requested).meta({ id: 'DraftPolicyVersion' }),
  result: z.object({ policy: z.string(), version: z.int() }).meta({ id: 'DraftPolicyVersionResult' }),
  refusals: ['not-found', 'version-in-preparation'],
});

export const editClause = operation({
  method: 'post',
  path: '/policies/{policy}/versions/{version}/clauses/{number}',
  tag: 'policy',
  summary: 'Words, adds, removes or reverts a clause of a draft',
  params: z.object({ ...versionPath, number: z.string().regex(/^\d{1,3}\.\d{1,3}$/) }),
  body: z.object({ ...requested, edit: ClauseEdit }).meta({ id: 'EditClause' }),
  result: z.object({ contentHash: z.string() }).meta({ id: 'EditClauseResult' }),
  refusals: ['not-found', 'version-frozen', 'chapter-in-review', 'clause-number', 'law-unknown', 'clause-carried'],
});

export const withdrawPolicyVersion = operation({
  method: 'post',
  path: '/policies/{policy}/versions/{version}/withdraw',
  tag: 'policy',
  summary: 'Gives a version up before it takes effect',
  params: z.object(versionPath),
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'WithdrawPolicyVersion' }),
  result: Done,
  refusals: ['not-found', 'version-effective'],
});

export const makeEffective = operation({
  method: 'post',
  path: '/policies/{policy}/versions/{version}/effective',
  tag: 'policy',
  summary: 'Puts an approved version in force',
  params: z.object(versionPath),
  body: z.object(requested).meta({ id: 'MakeEffective' }),
  result: z.object({ policy: z.string(), version: z.int(), effectiveFrom: Moment }).meta({ id: 'MakeEffectiveResult' }),
  refusals: ['not-found', 'version-unapproved', 'version-effective', 'consultation-missing', 'publicity-missing'],
});
