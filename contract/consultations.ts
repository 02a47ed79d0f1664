import { z } from 'zod';
import { operation } from './operation.ts';
import { versionPath } from './policies.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, Reason, requested } from './shared.ts';

export const Outcome = z.enum(['adopted', 'partly-adopted', 'not-adopted']).meta({ id: 'OpinionOutcome' });

/** What somebody at work has said about a draft, and what became of it. */
export const Opinion = z
  .object({
    id: z.string(),
    clause: z.string().nullable().meta({ description: 'e.g. "POL-01#6.4"; null: about the whole draft' }),
    by: PersonRef,
    text: z.string(),
    submittedAt: Moment,
    answer: z.object({ outcome: Outcome, reason: z.string(), by: PersonRef.nullable(), at: Moment }).nullable(),
  })
  .meta({ id: 'Opinion' });
export type Opinion = z.infer<typeof Opinion>;

/** A round of the democratic procedure (Labour Contract Law, art. 4). */
export const Consultation = z
  .object({
    id: z.string(),
    policy: z.string(),
    version: z.int(),
    round: z.int(),
    mode: z.enum(['all-staff', 'congress']),
    status: z.enum(['collecting', 'negotiating', 'concluded']),
    draftHash: z.string(),
    openedAt: Moment,
    closesAt: Moment.nullable(),
    concludedAt: Moment.nullable(),
    clauses: z.array(z.object({ id: z.string(), number: z.string(), text: LocalText })),
    invited: z.int(),
    opinions: z.int(),
    unanswered: z.int(),
    /** How many people have said something. */
    voices: z.int(),
    agreement: z.enum(['agreed', 'disagreement-recorded']).nullable(),
    disagreement: z.string().nullable(),
    minutesFile: z.string().nullable(),
    instance: z.string().nullable(),
    mayGiveOpinion: z.boolean(),
    mayAnswer: z.boolean(),
  })
  .meta({ id: 'Consultation' });
export type Consultation = z.infer<typeof Consultation>;

export const getConsultation = operation({
  method: 'get',
  path: '/policies/{policy}/versions/{version}/consultation',
  tag: 'policy',
  summary: 'Where the consultation on a version stands; null while none has been opened',
  params: z.object(versionPath),
  result: z.object({ consultation: Consultation.nullable() }).meta({ id: 'GetConsultationResult' }),
  refusals: ['not-found'],
});

export const listOpinions = operation({
  method: 'get',
  path: '/policies/{policy}/versions/{version}/opinions',
  tag: 'policy',
  summary: 'What has been said about a version, with the answers, in the order in which it was said',
  params: z.object(versionPath),
  query: z.object({ ...paging, unanswered: z.stringbool().optional(), clause: z.string().optional() }),
  result: pageOf('OpinionPage', Opinion),
  refusals: ['not-found'],
});

export const submitOpinion = operation({
  method: 'post',
  path: '/policies/{policy}/versions/{version}/opinions',
  tag: 'policy',
  summary: 'Says what one thinks of a draft; whoever was invited may',
  params: z.object(versionPath),
  body: z.object({ ...requested, clause: z.string().max(80).optional(), text: Reason }).meta({ id: 'SubmitOpinion' }),
  result: z.object({ opinion: z.string() }).meta({ id: 'SubmitOpinionResult' }),
  refusals: ['not-found', 'consultation-closed', 'not-invited', 'clause-unknown'],
});

export const answerOpinion = operation({
  method: 'post',
  path: '/opinions/{opinion}/answer',
  tag: 'policy',
  summary: 'Answers an opinion: adopted, partly or not, and why',
  params: z.object({ opinion: z.string() }),
  body: z.object({ ...requested, outcome: Outcome, reason: Reason }).meta({ id: 'AnswerOpinion' }),
  result: z.object({ unanswered: z.int() }).meta({ id: 'AnswerOpinionResult' }),
  refusals: ['not-found', 'consultation-closed', 'opinion-answered', 'own-request'],
});
