import type { ClauseDiff, PolicyVersion } from '../../contract/policies.ts';
import { barsOf, type ClauseContent, type ClauseDifference } from '../../domain/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { segmentsBetween } from '../../domain/textDiff.ts';
import { reviewsOf } from '../../store/chapterReviews.ts';
import { consultationOf } from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import { allPolicies, allVersions, findPolicy, type VersionRow, versionOf } from '../../store/policies.ts';
import { baseClausesOf, clausesOf } from '../../store/policyDrafts.ts';
import { chaptersInScope, differencesBetween, effectivenessOf } from '../../store/policyScope.ts';
import { noticesPage } from '../../store/publicity.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { objection } from '../authorize.ts';
import { citationsFor } from '../citations.ts';
import type { Handlers } from '../handler.ts';
import { namesOf, shownChapters, shownNotice, shownVersion } from '../policyVersion.ts';
import { problemOf } from '../problem.ts';

/** Notices that a version is shown with; the rest are a list of their own. */
const NOTICES_SHOWN = 20;

export const listPolicies: Handlers['listPolicies'] = async ({ authorize }, { db }) => {
  authorize('common', undefined);
  const [policies, versions] = await Promise.all([allPolicies(db), allVersions(db)]);
  const name = await namesOf(db, peopleIn(versions));
  return {
    items: policies.map((policy) => ({
      ...policy,
      versions: versions.filter((it) => it.policy === policy.id).map((it) => shownVersion(it, name)),
    })),
  };
};

export const getPolicyVersion: Handlers['getPolicyVersion'] = async (call, { db }) => {
  const { params, actor, at, locale, authorize } = call;
  authorize('common', undefined);
  const { version, authoritative } = await knownVersion(db, params);
  const [clauses, base, scope, reviews, round, notices, facts, keys] = await Promise.all([
    clausesOf(db, params),
    baseClausesOf(db, params),
    chaptersInScope(db, params.policy, params.version),
    reviewsOf(db, params),
    consultationOf(db, params),
    noticesPage(db, { ...params, limit: NOTICES_SHOWN }),
    effectivenessOf(db, params.policy, params.version),
    candidateKeysOf(db, actor.id, at),
  ]);
  const [cite, name] = await Promise.all([
    citationsFor(db, clauses),
    namesOf(db, [...peopleIn([version]), ...notices.items.map(({ recordedBy }) => recordedBy)]),
  ]);
  const isOpen = ['draft', 'in-review'].includes(version.status);
  const bars = facts && !isEffective(version) ? barsOf(facts) : [];
  const decides = objection(actor, 'policy.decide', undefined) === undefined;
  return {
    ...shownVersion(version, name),
    policy: version.policy,
    title: version.title,
    authoritative,
    chapters: shownChapters({ clauses, base, scope, reviews, cite }),
    consultation: round ? { id: round.id, round: round.round, status: round.status } : null,
    publicity: notices.items.map((notice) => shownNotice(notice, name)),
    withdrawnReason: version.withdrawnReason,
    bars: bars.map((bar) => ({
      code: bar.code,
      params: { ...bar.params },
      sentence: problemOf(bar.code, bar.params, locale).detail,
    })),
    mayEdit: isOpen && objection(actor, 'policy.edit', { keys }) === undefined,
    mayMakeEffective: decides && !isEffective(version) && bars.length === 0,
    mayWithdraw: decides && !isEffective(version),
  };
};

export const diffPolicyVersions: Handlers['diffPolicyVersions'] = async ({ params, query, authorize }, { db }) => {
  authorize('common', undefined);
  const { policy } = params;
  await Promise.all([
    knownVersion(db, { policy, version: query.from }),
    knownVersion(db, { policy, version: query.to }),
  ]);
  const changes = await differencesBetween(db, policy, query.from, query.to);
  const cite = await citationsFor(
    db,
    changes.flatMap(({ before, after }) => [before, after].flatMap((it) => it ?? [])),
  );
  return { policy, from: query.from, to: query.to, changes: changes.map((change) => shownDiff(change, cite)) };
};

export const listPublicity: Handlers['listPublicity'] = async ({ params, query, authorize }, { db }) => {
  authorize('common', undefined);
  await knownVersion(db, params);
  const { items, next } = await noticesPage(db, { ...params, ...query });
  const name = await namesOf(
    db,
    items.map(({ recordedBy }) => recordedBy),
  );
  return { items: items.map((notice) => shownNotice(notice, name)), next };
};

type Reason = { readonly class: ClauseDiff['class']; readonly reason: ClauseDiff['reason'] };

function shownDiff(change: ClauseDifference & Reason, cite: Awaited<ReturnType<typeof citationsFor>>): ClauseDiff {
  const { before, after } = change;
  const clause = after ?? before;
  if (!clause) throw new Error(`${change.id} is in neither version`);
  const state = (it: ClauseContent | undefined) =>
    it === undefined
      ? null
      : {
          kind: it.kind as PolicyVersion['chapters'][number]['clauses'][number]['kind'],
          binding: it.binding,
          vitalInterest: it.vitalInterest,
          text: it.text,
          laws: cite(it.laws),
        };
  const segments = (locale: 'zh-CN' | 'en') => [
    ...segmentsBetween(before?.text[locale] ?? '', after?.text[locale] ?? ''),
  ];
  return {
    clause: change.id,
    number: clause.number,
    chapter: clause.chapter,
    kind: change.kind,
    class: change.class,
    reason: change.reason,
    vitalInterest: before?.vitalInterest === true || after?.vitalInterest === true,
    fields: [...change.fields],
    before: state(before),
    after: state(after),
    segments: { 'zh-CN': segments('zh-CN'), en: segments('en') },
  };
}

/** A version that there is, with its policy. */
async function knownVersion(db: Db, params: { readonly policy: string; readonly version: number }) {
  const [version, policy] = await Promise.all([
    versionOf(db, params.policy, params.version),
    findPolicy(db, params.policy),
  ]);
  if (!version || !policy) throw new Refusal('not-found');
  return { version, authoritative: policy.authoritative };
}

const isEffective = ({ status }: VersionRow) => ['in-force', 'superseded', 'withdrawn'].includes(status);

const peopleIn = (versions: readonly VersionRow[]) =>
  versions.flatMap(({ createdBy, approvedBy }) => [createdBy, approvedBy]);
