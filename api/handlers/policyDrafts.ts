import { chapterOf, mayEdit, takeEffect } from '../../domain/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import { reviewOf } from '../../store/chapterReviews.ts';
import { isAdopted } from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import { lawNames } from '../../store/laws.ts';
import { putInForce, versionInForce } from '../../store/policies.ts';
import {
  baseClausesOf,
  clausesOf,
  insertDraft,
  lockVersion,
  nextNumber,
  putClause,
  removeClause,
  revertClause,
  setStatus,
  versionInPreparation,
} from '../../store/policyDrafts.ts';
import { effectivenessOf } from '../../store/policyScope.ts';
import { processesCarrying } from '../../store/references.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import type { Handlers } from '../handler.ts';
import { moment } from '../refs.ts';

export const draftPolicyVersion: Handlers['draftPolicyVersion'] = async (
  { params, body, actor, authorize },
  { db },
) => {
  authorize('policy.decide', undefined);
  const { policy } = params;
  const base = await versionInForce(db, policy);
  if (!base) throw new Refusal('not-found');
  const begun = await versionInPreparation(db, policy);
  if (begun) throw new Refusal('version-in-preparation', { policy, version: String(begun.version) });
  const version = await insertDraft(db, { policy, basedOn: base.version, by: actor.id });
  const drafted = { action: 'policy-version-drafted', subjectKind: 'policy', subject: `${policy}@v${version}` };
  await appendAudit(db, [{ actor: actor.id, ...drafted, after: { basedOn: base.version }, requestId: body.requestId }]);
  return { policy, version };
};

export const editClause: Handlers['editClause'] = async ({ params, body, actor, at, authorize }, { db }) => {
  authorize('policy.edit', { keys: await candidateKeysOf(db, actor.id, at) });
  const { policy, version, number } = params;
  const before = await judgeEdit(db, params);
  const contentHash = await edit(db, params, body.edit);
  await appendAudit(db, [
    {
      actor: actor.id,
      action: 'clause-edited',
      subjectKind: 'policy',
      subject: `${policy}@v${version}`,
      clauses: [`${policy}#${number}`],
      before: before ?? null,
      after: { ...body.edit, contentHash },
      requestId: body.requestId,
    },
  ]);
  return { contentHash };
};

export const withdrawPolicyVersion: Handlers['withdrawPolicyVersion'] = async (call, { db }) => {
  const { params, body, actor, authorize } = call;
  authorize('policy.decide', undefined);
  const { policy, version } = params;
  const found = await lockVersion(db, params);
  if (!found) throw new Refusal('not-found');
  if (!['draft', 'in-review', 'approved', 'publicity'].includes(found.status))
    throw new Refusal('version-effective', { policy, version: String(version) });
  await setStatus(db, params, 'withdrawn', { withdrawnReason: body.reason });
  const withdrawn = { action: 'policy-version-withdrawn', subjectKind: 'policy', subject: `${policy}@v${version}` };
  await appendAudit(db, [
    {
      actor: actor.id,
      ...withdrawn,
      before: { status: found.status },
      after: { reason: body.reason },
      requestId: body.requestId,
    },
  ]);
  return { done: true };
};

export const makeEffective: Handlers['makeEffective'] = async ({ params, body, actor, at, authorize }, { db }) => {
  authorize('policy.decide', undefined);
  const { policy, version } = params;
  await lockVersion(db, params);
  const facts = await effectivenessOf(db, policy, version);
  if (!facts) throw new Refusal('not-found');
  takeEffect(facts);
  await putInForce(db, { policy, version, at });
  const effective = { action: 'policy-version-effective', subjectKind: 'policy', subject: `${policy}@v${version}` };
  await appendAudit(db, [{ actor: actor.id, ...effective, after: { effectiveFrom: at }, requestId: body.requestId }]);
  return { policy, version, effectiveFrom: moment(at) };
};

type Params = { readonly policy: string; readonly version: number; readonly number: string };
type Edit = Parameters<Handlers['editClause']>[0]['body']['edit'];

/** Refuses what may not be edited; answers how the clause is worded now. */
async function judgeEdit(db: Db, params: Params) {
  const { policy, version, number } = params;
  const found = await lockVersion(db, params);
  if (!found) throw new Refusal('not-found');
  const chapter = chapterOf(number);
  const [clauses, base, review, adopted, next] = await Promise.all([
    clausesOf(db, params),
    baseClausesOf(db, params),
    reviewOf(db, { policy, version, chapter }),
    isAdopted(db, params, `${policy}#${number}`),
    nextNumber(db, policy, chapter),
  ]);
  const present = clauses.find((it) => it.number === number);
  mayEdit({
    version,
    status: found.status,
    number,
    isKnown: present !== undefined || base.some((it) => it.number === number),
    next,
    review: review?.status,
    isAdopted: adopted,
  });
  return present;
}

async function edit(db: Db, params: Params, edit: Edit): Promise<string> {
  switch (edit.kind) {
    case 'remove':
      await checkUncarried(db, `${params.policy}#${params.number}`);
      return removeClause(db, params, params.number);
    case 'revert':
      return revertClause(db, params, params.number);
    case 'put': {
      await checkLaws(db, edit.clause.laws);
      return putClause(db, params, params.number, {
        ...edit.clause,
        changeClass: edit.class,
        changeReason: edit.reason,
      });
    }
    default:
      return edit satisfies never;
  }
}

/** 1.5: what processes rest on does not disappear under them. */
async function checkUncarried(db: Db, clause: string): Promise<void> {
  const carrying = await processesCarrying(db, clause);
  if (carrying.length > 0) throw new Refusal('clause-carried', { clause, processes: carrying.join(', ') });
}

async function checkLaws(db: Db, links: readonly { readonly law: string }[]): Promise<void> {
  const known = new Set(
    (
      await lawNames(
        db,
        links.map(({ law }) => law),
      )
    ).map(({ id }) => id),
  );
  const stranger = links.find(({ law }) => !known.has(law));
  if (stranger) throw new Refusal('law-unknown', { law: stranger.law });
}
