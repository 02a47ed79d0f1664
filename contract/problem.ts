import { z } from 'zod';
import type { RefusalCode } from '../domain/refusal.ts';

/** A refusal without a status does not compile. */
export const statusOf: Readonly<Record<RefusalCode, number>> = {
  'instance-ended': 409,
  'task-unknown': 404,
  'task-closed': 409,
  'task-claimed': 409,
  'verdict-missing': 422,
  'verdict-unwanted': 422,
  'return-target': 409,
  'return-across-join': 409,
  'incident-unknown': 404,
  'message-gone': 410,
  'state-too-large': 413,
  'own-request': 403,
  'own-work': 403,
  'not-a-candidate': 403,
  'permission-missing': 403,
  'permission-lapsed': 403,
  'permission-held': 403,
  'credential-missing': 403,
  'not-allowed': 403,
  'transfer-target': 409,
  'sign-in-required': 401,
  'sign-in-failed': 401,
  'too-many-tries': 429,
  'link-spent': 410,
  'password-weak': 422,
  'origin-foreign': 403,
  'process-unknown': 404,
  'instance-unknown': 404,
  'business-key-taken': 409,
  'definition-refused': 422,
  'file-unknown': 404,
  'file-too-large': 413,
  'file-type': 415,
  'list-unreadable': 422,
  'list-refused': 422,
  'own-leave': 409,
  'version-in-preparation': 409,
  'version-frozen': 409,
  'version-unapproved': 409,
  'version-effective': 409,
  'chapter-in-review': 409,
  'clause-number': 422,
  'clause-unknown': 422,
  'clause-carried': 409,
  'law-unknown': 422,
  'consultation-missing': 409,
  'publicity-missing': 409,
  'consultation-closed': 409,
  'not-invited': 403,
  'opinion-answered': 409,
  'rollout-unknown': 404,
  'rollout-exists': 409,
  'rollout-over': 409,
  'rollout-paused': 409,
  'rollout-not-paused': 409,
  'phase-not-due': 409,
  'phase-launched': 409,
  'phase-not-launched': 409,
  'signs-own-launch': 403,
  'condition-unknown': 404,
  'condition-met': 409,
  'wave-unknown': 404,
  'wave-closed': 409,
  'course-unknown': 404,
  'lesson-unknown': 404,
  'lessons-unfinished': 409,
  'course-passed': 409,
  'attempts-used': 409,
  'attempt-unknown': 404,
  'attempt-answered': 409,
  'version-changed': 409,
  'already-acknowledged': 409,
  'credential-current': 409,
  'plan-not-live': 409,
  'nothing-to-inspect': 409,
  'inspection-unknown': 404,
  'inspection-incomplete': 422,
  'case-unknown': 404,
  'clause-missing': 404,
  'person-unknown': 404,
  'measure-not-allowed': 422,
  'measure-contradictory': 422,
  'compensation-unfounded': 422,
  'compensation-above-cap': 422,
  'version-unknown': 404,
  'party-list-unknown': 404,
  'party-list-unreadable': 422,
  'party-list-different': 409,
  'too-many-streams': 429,
  'list-too-long': 422,
  'hook-unsigned': 401,
  'hook-stale': 401,
  'hook-id-reused': 409,
  'hook-too-large': 413,
  'hook-source-exists': 409,
  'hook-source-unknown': 404,
  'import-unreadable': 422,
  'complaint-unknown': 404,
  malformed: 400,
  'request-reused': 409,
  'not-found': 404,
};

/** What is not a "no" of the business: ours broken, or not answering in time. */
export const statusOfFault = { fault: 500, busy: 503 } as const;
export type FaultCode = keyof typeof statusOfFault;
export type ProblemCode = RefusalCode | FaultCode;

/** What any operation may answer, besides its own refusals. */
export const general = [
  'malformed',
  'sign-in-required',
  'not-allowed',
  'origin-foreign',
] as const satisfies readonly RefusalCode[];

const PARTICULAR = z.object({ where: z.string(), code: z.string(), detail: z.string() }).meta({
  id: 'Particular',
  description: 'One thing that is wrong: a field by JSON pointer, or an element of a model',
});
export type Particular = z.infer<typeof PARTICULAR>;

/** RFC 9457: why a request was not carried out, in the caller's language. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'urn:zhidu:problem:<code>' }),
    title: z.string(),
    status: z.int(),
    /** What happened here and what to do about it. */
    detail: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.string()),
    particulars: z.array(PARTICULAR).optional(),
    /** Names this request in our logs. */
    trace: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was not carried out (RFC 9457)' });
export type Problem = z.infer<typeof Problem>;
