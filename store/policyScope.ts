import {
  type ClauseDifference,
  chapterOf,
  differences,
  type Effectiveness,
  touchesVitalInterest,
} from '../domain/policy.ts';
import type { Fact } from '../domain/rollout.ts';
import { consultationOf, consultedWordings } from './consultations.ts';
import type { Db } from './db.ts';
import type { LocalText } from './localText.ts';
import { countOpinions } from './opinions.ts';
import { versionOf } from './policies.ts';
import { baseClausesOf, clausesOf, wordingHashOf } from './policyDrafts.ts';
import { countNotices } from './publicity.ts';
import { rows } from './rows.ts';

type Version = { readonly policy: string; readonly version: number };

export type ChapterInScope = {
  /** "12" */
  readonly id: string;
  readonly title: LocalText;
  /** A clause that is made, changed or removed touches vital interests. */
  readonly vital: boolean;
  /** Ids of those clauses ("POL-01#12.3"). */
  readonly clauses: readonly string[];
};

/** What a version makes, changes and removes, against the one it is based on. */
export async function changesOf(db: Db, version: Version): Promise<readonly ClauseDifference[]> {
  const [before, after] = await Promise.all([baseClausesOf(db, version), clausesOf(db, version)]);
  return differences(before, after);
}

/** How any two versions differ, with the reasons that the newer one gives. */
export async function differencesBetween(db: Db, policy: string, from: number, to: number) {
  const [before, after] = await Promise.all([
    clausesOf(db, { policy, version: from }),
    clausesOf(db, { policy, version: to }),
  ]);
  const reasons = new Map([...before, ...after].map((clause) => [clause.id, clause]));
  return differences(before, after).map((change) => {
    const clause = change.kind === 'removed' ? undefined : reasons.get(change.id);
    return { ...change, class: clause?.changeClass ?? null, reason: clause?.changeReason ?? null };
  });
}

/** The chapters that a version changes, in their order; all of them when it is the first, or changes none. */
export async function chaptersInScope(db: Db, policy: string, version: number): Promise<readonly ChapterInScope[]> {
  const one = { policy, version };
  const [changes, clauses] = await Promise.all([changesOf(db, one), clausesOf(db, one)]);
  const touched =
    changes.length > 0
      ? changes
      : clauses.map((clause): ClauseDifference => {
          return { id: clause.id, kind: 'changed', fields: [], before: clause, after: clause };
        });
  const chapters = new Map<string, ChapterInScope>();
  for (const change of touched) {
    const { number, chapter } = wordedIn(change);
    const id = chapterOf(number);
    const known = chapters.get(id) ?? { id, title: chapter, vital: false, clauses: [] };
    const vital = known.vital || touchesVitalInterest(change);
    chapters.set(id, { ...known, vital, clauses: [...known.clauses, change.id] });
  }
  return [...chapters.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

/** All that a version's taking effect is judged by, as it stands in this transaction. */
export async function effectivenessOf(db: Db, policy: string, version: number): Promise<Effectiveness | undefined> {
  const one = { policy, version };
  const found = await versionOf(db, policy, version);
  if (!found) return undefined;
  const [changes, wordings, notices] = await Promise.all([
    changesOf(db, one),
    consultedWordings(db, one),
    countNotices(db, one),
  ]);
  const vital = changes.filter(touchesVitalInterest);
  const consulted = vital.filter(({ id, after }) => {
    const hash = wordingHashOf(after);
    return wordings.some((it) => it.clause === id && it.hash === hash);
  });
  const numbers = (list: readonly ClauseDifference[]) => list.map((it) => wordedIn(it).number);
  const { status } = found;
  return { policy, version, status, vital: numbers(vital), consulted: numbers(consulted), isPublicised: notices > 0 };
}

/** Chapters in scope that nobody has passed yet. */
export async function unreviewedChapters(db: Db, policy: string, version: number): Promise<readonly string[]> {
  const [scope, reviews] = await Promise.all([
    chaptersInScope(db, policy, version),
    rows<{ chapter: string }>(
      db,
      `select chapter_id as chapter from chapter_review
       where policy_id = :policy and version = :version and status = 'approved'`,
      { policy, version },
    ),
  ]);
  const passed = new Set(reviews.map(({ chapter }) => chapter));
  return scope.flatMap(({ id }) => (passed.has(id) ? [] : [id]));
}

/** What the gate of the build phase is judged by. */
export async function buildFacts(db: Db, policy: string, version: number): Promise<readonly Fact[]> {
  const one = { policy, version };
  const found = await effectivenessOf(db, policy, version);
  const [scope, unreviewed, round] = await Promise.all([
    chaptersInScope(db, policy, version),
    unreviewedChapters(db, policy, version),
    consultationOf(db, one),
  ]);
  const { unanswered } = round ? await countOpinions(db, round.id) : { unanswered: 0 };
  return [
    counted('chapters-approved', scope.length, scope.length - unreviewed.length),
    counted('consultation-concluded', found?.vital.length ?? 0, found?.consulted.length ?? 0),
    { id: 'opinions-unanswered', target: 0, measured: unanswered, unit: 'count', ok: unanswered === 0 },
    counted('publicised', 1, found?.isPublicised ? 1 : 0),
    counted('in-force', 1, found?.status === 'in-force' ? 1 : 0),
  ];
}

function counted(id: string, target: number, measured: number): Fact {
  return { id, target, measured, unit: 'count', ok: measured >= target };
}

function wordedIn({ id, before, after }: ClauseDifference) {
  const clause = after ?? before;
  if (!clause) throw new Error(`${id} is in neither version`);
  return clause;
}
