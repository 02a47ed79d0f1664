import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging } from './shared.ts';

const ARTICLES_MAX = 20;

const VersionStatus = z
  .enum(['draft', 'in-review', 'approved', 'publicity', 'in-force', 'superseded', 'withdrawn'])
  .meta({ id: 'VersionStatus' });

export const ClauseKind = z
  .enum([
    'GENERAL',
    'DUTY',
    'PERMISSION',
    'ASSESSMENT',
    'REWARD',
    'PENALTY',
    'TRAINING',
    'PROCESS',
    'CONFIDENTIALITY',
    'RISK',
    'LEGAL',
    'QUALIFICATION',
    'VIOLATION',
    'CONDUCT',
  ])
  .meta({ id: 'ClauseKind' });

export const Binding = z.enum(['MUST', 'SHOULD', 'MAY']).meta({ id: 'Binding' });

/** How much a change weighs: only the wording, or what is asked. */
export const ChangeClass = z.enum(['EDITORIAL', 'SUBSTANTIVE']).meta({ id: 'ChangeClass' });

/** How far a fact about a law was checked: read in the law, generally known, or to be verified before one relies on it. */
export const Certainty = z.enum(['C', 'K', 'V']).meta({ id: 'Certainty' });

const articles = z.array(z.string().min(1).max(40)).max(ARTICLES_MAX);

/** A law that a clause rests on, as it is written down. */
export const LawLink = z
  .object({ law: z.string().min(1).max(80), articles, certainty: Certainty })
  .meta({ id: 'LawLink' });
export type LawLink = z.infer<typeof LawLink>;

/** The same, as it is read: with the name of the law and a sentence to quote. */
export const CitedLaw = LawLink.extend({ name: LocalText, citation: LocalText }).meta({ id: 'CitedLaw' });
export type CitedLaw = z.infer<typeof CitedLaw>;

/** Where a policy and one of its versions stand in an address. */
export const policyPath = { policy: z.string() };
export const versionPath = { ...policyPath, version: z.coerce.number().int().positive() };

export const VersionSummary = z
  .object({
    version: z.int(),
    status: VersionStatus,
    contentHash: z.string(),
    basedOn: z.int().nullable(),
    createdAt: Moment,
    createdBy: PersonRef.nullable(),
    approvedAt: Moment.nullable(),
    approvedBy: PersonRef.nullable(),
    effectiveFrom: Moment.nullable(),
    effectiveTo: Moment.nullable(),
  })
  .meta({ id: 'VersionSummary' });
export type VersionSummary = z.infer<typeof VersionSummary>;

const PolicySummary = z
  .object({
    id: z.string(),
    title: LocalText,
    level: z.int(),
    ownerDepartment: z.string().nullable(),
    reviewMonths: z.int(),
    /** Which language decides when the two differ. */
    authoritative: z.enum(['zh-CN', 'en']),
    /** Newest first. */
    versions: z.array(VersionSummary),
  })
  .meta({ id: 'PolicySummary' });

const ClauseChange = z
  .object({ kind: z.enum(['added', 'changed']), class: ChangeClass.nullable(), reason: LocalText.nullable() })
  .meta({ id: 'ClauseChange' });

const VersionClause = z
  .object({
    id: z.string().meta({ description: 'e.g. "POL-01#12.3"' }),
    /** For links: "c-12.3". */
    anchor: z.string(),
    number: z.string(),
    kind: ClauseKind,
    binding: Binding,
    vitalInterest: z.boolean(),
    text: LocalText,
    laws: z.array(CitedLaw),
    /** Null when the clause is as in the version that this one is based on. */
    change: ClauseChange.nullable(),
    /** The version in which this wording first stood. */
    since: z.int(),
  })
  .meta({ id: 'VersionClause' });

const ChapterReview = z
  .object({ status: z.enum(['drafting', 'in-review', 'approved']), changedAt: Moment, instance: z.string() })
  .meta({ id: 'ChapterReview' });

const VersionChapter = z
  .object({
    id: z.string(),
    anchor: z.string(),
    title: LocalText,
    clauses: z.array(VersionClause),
    /** Numbers of clauses that the version before had and this one has not. */
    removed: z.array(z.string()),
    inScope: z.boolean(),
    review: ChapterReview.nullable(),
  })
  .meta({ id: 'VersionChapter' });

/** What still bars a version from taking effect, as the refusal would say it. */
const Bar = z
  .object({ code: z.string(), params: z.record(z.string(), z.string()), sentence: z.string() })
  .meta({ id: 'Bar' });

const PublicityNotice = z
  .object({
    id: z.string(),
    channel: z.enum(['in-app', 'notice-board', 'e-mail', 'meeting', 'handbook']),
    contentHash: z.string(),
    publishedAt: Moment,
    until: Moment.nullable(),
    /** How many people it was meant for. */
    audience: z.int(),
    evidenceFile: z.string().nullable(),
    recordedBy: PersonRef.nullable(),
    instance: z.string().nullable(),
  })
  .meta({ id: 'PublicityNotice' });

const ConsultationState = z
  .object({ id: z.string(), round: z.int(), status: z.enum(['collecting', 'negotiating', 'concluded']) })
  .meta({ id: 'ConsultationState' });

export const PolicyVersion = VersionSummary.extend({
  policy: z.string(),
  title: LocalText,
  authoritative: z.enum(['zh-CN', 'en']),
  chapters: z.array(VersionChapter),
  consultation: ConsultationState.nullable(),
  publicity: z.array(PublicityNotice),
  withdrawnReason: z.string().nullable(),
  /** Empty when nothing is in the way, or when the version has taken effect already. */
  bars: z.array(Bar),
  mayEdit: z.boolean(),
  mayMakeEffective: z.boolean(),
  mayWithdraw: z.boolean(),
}).meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** A stretch of text as both versions have it, as only the new one has it, or only the old one. */
const Segment = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }).meta({ id: 'Segment' });

const ClauseState = z
  .object({
    kind: ClauseKind,
    binding: Binding,
    vitalInterest: z.boolean(),
    text: LocalText,
    laws: z.array(CitedLaw),
  })
  .meta({ id: 'ClauseState' });

export const ClauseDiff = z
  .object({
    clause: z.string(),
    number: z.string(),
    chapter: LocalText,
    kind: z.enum(['added', 'removed', 'changed']),
    class: ChangeClass.nullable(),
    reason: LocalText.nullable(),
    vitalInterest: z.boolean(),
    /** What differs. */
    fields: z.array(z.enum(['text', 'kind', 'binding', 'vitalInterest', 'laws'])),
    before: ClauseState.nullable(),
    after: ClauseState.nullable(),
    segments: z.object({ 'zh-CN': z.array(Segment), en: z.array(Segment) }),
  })
  .meta({ id: 'ClauseDiff' });
export type ClauseDiff = z.infer<typeof ClauseDiff>;

export const listPolicies = operation({
  method: 'get',
  path: '/policies',
  tag: 'policy',
  summary: 'The policies, with their versions',
  result: z.object({ items: z.array(PolicySummary) }).meta({ id: 'ListPoliciesResult' }),
});

export const getPolicyVersion = operation({
  method: 'get',
  path: '/policies/{policy}/versions/{version}',
  tag: 'policy',
  summary: 'A version of a policy, chapter by chapter, with what is changed in it and what bars it from taking effect',
  params: z.object(versionPath),
  result: PolicyVersion,
  refusals: ['not-found'],
});

export const diffPolicyVersions = operation({
  method: 'get',
  path: '/policies/{policy}/diff',
  tag: 'policy',
  summary: 'What differs between two versions, clause by clause',
  params: z.object(policyPath),
  query: z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() }),
  result: z
    .object({
      policy: z.string(),
      from: z.int(),
      to: z.int(),
      changes: z.array(ClauseDiff),
    })
    .meta({ id: 'DiffPolicyVersionsResult' }),
  refusals: ['not-found'],
});

export const listPublicity = operation({
  method: 'get',
  path: '/policies/{policy}/versions/{version}/publicity',
  tag: 'policy',
  summary: 'How and to whom a version was made known',
  params: z.object(versionPath),
  query: z.object(paging),
  result: pageOf('PublicityPage', PublicityNotice),
  refusals: ['not-found'],
});
