import type { Db } from './db.ts';
import { contentHashOf } from './policies.ts';
import { clausesOf } from './policyDrafts.ts';
import { row, rows } from './rows.ts';

export type ReviewStatus = 'drafting' | 'in-review' | 'approved';

/** Where the review of a chapter of a version stands. */
export type ChapterReview = {
  readonly chapter: string;
  readonly status: ReviewStatus;
  /** Of the chapter's clauses, as they were handed in. */
  readonly contentHash: string | null;
  readonly instance: string;
  readonly changedAt: Date;
};

type Chapter = { readonly policy: string; readonly version: number; readonly chapter: string };

const columns = `chapter_id as chapter, status, content_hash as "contentHash", instance_id as instance,
  changed_at as "changedAt"`;

export const reviewOf = (db: Db, chapter: Chapter) =>
  row<ChapterReview>(
    db,
    `select ${columns} from chapter_review
     where policy_id = :policy and version = :version and chapter_id = :chapter`,
    chapter,
  );

export const reviewsOf = (db: Db, { policy, version }: Omit<Chapter, 'chapter'>) =>
  rows<ChapterReview>(db, `select ${columns} from chapter_review where policy_id = :policy and version = :version`, {
    policy,
    version,
  });

/** Notes where the review of a chapter stands now, and over which content. True when that is news. */
export async function setReview(
  db: Db,
  review: Chapter & { readonly status: ReviewStatus; readonly instance: string; readonly at: Date },
): Promise<boolean> {
  const clauses = (await clausesOf(db, review)).filter(({ chapterId }) => chapterId === review.chapter);
  const written = await rows(
    db,
    `insert into chapter_review (policy_id, version, chapter_id, status, content_hash, instance_id, changed_at)
     values (:policy, :version, :chapter, :status, :contentHash, :instance, :at)
     on conflict (policy_id, version, chapter_id) do update set status = excluded.status,
       content_hash = excluded.content_hash, instance_id = excluded.instance_id, changed_at = excluded.changed_at
     where (chapter_review.status, chapter_review.instance_id, chapter_review.content_hash)
       is distinct from (excluded.status, excluded.instance_id, excluded.content_hash)
     returning chapter_id`,
    { ...review, contentHash: review.status === 'drafting' ? null : contentHashOf(clauses) },
  );
  return written.length > 0;
}

/** The department that answers for a chapter. */
export async function departmentOf(db: Db, policy: string, chapter: string): Promise<string | undefined> {
  const found = await row<{ department: string | null }>(
    db,
    `select coalesce(department_id, owner_department) as department from policy
       left join policy_chapter on policy_id = policy.id and chapter_id = :chapter
     where policy.id = :policy`,
    { policy, chapter },
  );
  return found?.department ?? undefined;
}
