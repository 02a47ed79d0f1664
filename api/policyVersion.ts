import type { PolicyVersion, VersionSummary } from '../contract/policies.ts';
import type { LocalText, PersonRef } from '../contract/shared.ts';
import type { ChapterReview } from '../store/chapterReviews.ts';
import type { Db } from '../store/db.ts';
import { peopleByIds } from '../store/people.ts';
import type { VersionRow } from '../store/policies.ts';
import type { DraftedClause } from '../store/policyDrafts.ts';
import type { Notice } from '../store/publicity.ts';
import type { citationsFor } from './citations.ts';
import { moment, momentOrNull, refOf } from './refs.ts';

type Chapter = PolicyVersion['chapters'][number];
type Cite = Awaited<ReturnType<typeof citationsFor>>;

/** People by their ids, one question for all of them. */
export async function namesOf(
  db: Db,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => PersonRef | null> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = wanted.length === 0 ? [] : await peopleByIds(db, wanted);
  const refs = new Map(people.map((person) => [person.id, refOf(person)]));
  return (id) => (id === null ? null : (refs.get(id) ?? null));
}

export function shownVersion(version: VersionRow, name: (id: string | null) => PersonRef | null): VersionSummary {
  return {
    version: version.version,
    status: version.status,
    contentHash: version.contentHash,
    basedOn: version.basedOn,
    createdAt: moment(version.createdAt),
    createdBy: name(version.createdBy),
    approvedAt: momentOrNull(version.approvedAt),
    approvedBy: name(version.approvedBy),
    effectiveFrom: momentOrNull(version.effectiveFrom),
    effectiveTo: momentOrNull(version.effectiveTo),
  };
}

export function shownNotice(notice: Notice, name: (id: string | null) => PersonRef | null) {
  const { id, channel, contentHash, publishedAt, until, audience, evidenceFile, recordedBy, instance } = notice;
  return {
    id,
    channel,
    contentHash,
    publishedAt: moment(publishedAt),
    until: momentOrNull(until),
    audience,
    evidenceFile,
    recordedBy: name(recordedBy),
    instance,
  };
}

/** What a version is read with: the one it is based on, what is in scope, where the reviews stand. */
export type Reading = {
  readonly clauses: readonly DraftedClause[];
  readonly base: readonly DraftedClause[];
  readonly scope: readonly { readonly id: string }[];
  readonly reviews: readonly ChapterReview[];
  readonly cite: Cite;
};

/** The chapters of a version, in their order, also those that have lost all their clauses. */
export function shownChapters(reading: Reading): Chapter[] {
  const titles = new Map<string, LocalText>();
  for (const { chapterId, chapter } of [...reading.clauses, ...reading.base]) titles.set(chapterId, chapter);
  return [...titles].sort(([a], [b]) => Number(a) - Number(b)).map(([id, title]) => shownChapter(id, title, reading));
}

function shownChapter(id: string, title: LocalText, reading: Reading): Chapter {
  const { clauses, base, scope, reviews, cite } = reading;
  const present = clauses.filter(({ chapterId }) => chapterId === id);
  const kept = new Set(present.map(({ number }) => number));
  const before = new Set(base.map(({ number }) => number));
  const review = reviews.find(({ chapter }) => chapter === id);
  return {
    id,
    anchor: `ch-${id}`,
    title,
    clauses: present.map((clause) => shownClause(clause, before, cite)),
    removed: base.flatMap((it) => (it.chapterId === id && !kept.has(it.number) ? [it.number] : [])),
    inScope: scope.some((it) => it.id === id),
    review: review ? { status: review.status, changedAt: moment(review.changedAt), instance: review.instance } : null,
  };
}

function shownClause(clause: DraftedClause, before: ReadonlySet<string>, cite: Cite): Chapter['clauses'][number] {
  const { id, number, binding, vitalInterest, text, laws, since, changeClass, changeReason } = clause;
  const kind = before.has(number) ? ('changed' as const) : ('added' as const);
  return {
    id,
    anchor: `c-${number}`,
    number,
    kind: clause.kind as Chapter['clauses'][number]['kind'],
    binding,
    vitalInterest,
    text,
    laws: cite(laws),
    change: changeClass === null ? null : { kind, class: changeClass, reason: changeReason },
    since,
  };
}
