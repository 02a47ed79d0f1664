import { chapterOf, touchesVitalInterest } from '../../domain/policy.ts';
import { departmentOf, type ReviewStatus, setReview } from '../../store/chapterReviews.ts';
import type { Db } from '../../store/db.ts';
import { lockVersion, setStatus } from '../../store/policyDrafts.ts';
import { changesOf } from '../../store/policyScope.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { noteDown, type Subject, subjectIn, textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Call = CallOf<'service'>;

/** Begins the review of a chapter, unless its version is frozen: then there is nothing left to review. */
export async function openChapter({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const chapter = textIn(variables, 'chapter');
  return db.transaction(async (trx) => {
    const version = await lockVersion(trx, subject);
    if (!version || version.status === 'withdrawn') throw notADraft(subject, version?.status);
    if (version.status !== 'draft' && version.status !== 'in-review') return { variables: { isOpen: false } };
    if (version.status === 'draft') await setStatus(trx, subject, 'in-review');
    await mark(trx, run, subject, { chapter, status: 'drafting' });
    const changes = (await changesOf(trx, subject)).filter(({ id }) => chapterOf(numberOf(id)) === chapter);
    const reviewDepartment = await departmentOf(trx, subject.policy, chapter);
    if (reviewDepartment === undefined) throw hopeless(`no department answers for chapter ${chapter}`);
    const changedClauses = changes.map(({ id }) => numberOf(id));
    return { variables: { isOpen: true, reviewDepartment, changedClauses, vital: changes.some(touchesVitalInterest) } };
  });
}

/** From here on the chapter is what the reviewers see, until it is given back. */
export const submitChapter = marking('in-review');
export const reopenChapter = marking('drafting');
export const approveChapter = marking('approved');

function marking(status: ReviewStatus) {
  return async ({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> => {
    const subject = subjectIn(variables);
    const chapter = textIn(variables, 'chapter');
    await db.transaction(async (trx) => {
      await heldVersion(trx, subject);
      await mark(trx, run, subject, { chapter, status });
    });
    return { variables: {} };
  };
}

const actions = {
  drafting: 'chapter-drafting',
  'in-review': 'chapter-submitted',
  approved: 'chapter-approved',
} as const;

async function mark(
  db: Db,
  run: JobRun,
  subject: Subject,
  { chapter, status }: { readonly chapter: string; readonly status: ReviewStatus },
): Promise<void> {
  const isNews = await setReview(db, { ...subject, chapter, status, instance: run.instanceId, at: new Date() });
  if (isNews) await noteDown(db, run, subject, { action: actions[status], after: { chapter } });
}

async function heldVersion(db: Db, subject: Subject) {
  const version = await lockVersion(db, subject);
  if (version?.status === 'draft' || version?.status === 'in-review') return version;
  throw notADraft(subject, version?.status);
}

const notADraft = ({ policy, version }: Subject, status = 'unknown') =>
  hopeless(`${policy} v${version} is ${status}, not a draft`);

const numberOf = (clause: string) => clause.slice(clause.indexOf('#') + 1);
