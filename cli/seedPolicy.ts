import {
  type Clause as ClauseFile,
  type Law as LawFile,
  type Policy,
  readLaws,
  readPolicy,
  readPolicyChanges,
} from '../catalog/index.ts';
import { concludeConsultation, openConsultation } from '../store/consultations.ts';
import type { Db } from '../store/db.ts';
import { type Law, saveLaws } from '../store/laws.ts';
import {
  type Clause,
  contentHashOf,
  type PolicyVersion,
  savePolicy,
  savePolicyDraft,
  versionOf,
} from '../store/policies.ts';
import { insertDraft, putClause, versionInPreparation } from '../store/policyDrafts.ts';
import { insertNotice } from '../store/publicity.ts';

/** 30 days: the staff of the demo company had been asked before the system came. */
const ASKED_BEFORE_MS = 30 * 24 * 60 * 60 * 1000;

/** Puts the register of laws, the policy in force and the draft of its next version into the database. */
export async function seedPolicies(db: Db, now: Date): Promise<void> {
  await saveLaws(db, readLaws().map(registered));
  const version = inForce(readPolicy(), now);
  await db.transaction(async (trx) => {
    if (await savePolicy(trx, version)) await recordPriorProcedure(trx, version);
  });
  await db.transaction((trx) => seedDraft(trx));
}

/** The same for a company that begins: the policy is a draft, to be discussed, made known and rolled out. */
export async function seedPolicyDraft(db: Db, now: Date): Promise<void> {
  await saveLaws(db, readLaws().map(registered));
  await savePolicyDraft(db, inForce(readPolicy(), now));
}

/** What the demo company did on paper: the consultation on its first version, and making it known. */
async function recordPriorProcedure(db: Db, { id, version, clauses, effectiveFrom }: PolicyVersion): Promise<void> {
  const contentHash = contentHashOf(clauses);
  const at = new Date(effectiveFrom.getTime() - ASKED_BEFORE_MS);
  const { id: round } = await openConsultation(db, {
    policy: id,
    version,
    mode: 'all-staff',
    draftHash: contentHash,
    clauses: clauses.filter(({ vitalInterest }) => vitalInterest).map((clause) => ({ id: clause.id, clause })),
    instance: null,
    at,
  });
  await concludeConsultation(db, round, { agreement: 'agreed', disagreement: null, minutesFile: null, at });
  await insertNotice(db, {
    id: `${id}@v${version}/before`,
    policy: id,
    version,
    channel: 'meeting',
    contentHash,
    publishedAt: at,
    until: null,
    evidenceFile: null,
    recordedBy: null,
    instance: null,
  });
}

/** The next version, as a draft of changes; once only, whatever has become of it. */
async function seedDraft(db: Db): Promise<void> {
  const { policy, version, basedOn, changes } = readPolicyChanges();
  if ((await versionOf(db, policy, version)) || (await versionInPreparation(db, policy))) return;
  const begun = await insertDraft(db, { policy, basedOn, by: null });
  for (const { id, change, reason, ...clause } of changes) {
    await putClause(db, { policy, version: begun }, id, {
      kind: clause.kind,
      binding: clause.binding,
      vitalInterest: clause.vitalInterest,
      text: clause.text,
      laws: clause.laws ?? [],
      changeClass: change,
      changeReason: reason,
    });
  }
}

function inForce(policy: Policy, effectiveFrom: Date): PolicyVersion {
  const { id, version, title, chapters, level, ownerDepartment, reviewMonths, authoritative } = policy;
  const clauses = chapters.flatMap((chapter) => chapter.clauses.map((clause) => written(id, chapter.title, clause)));
  const departments = Object.fromEntries(
    chapters.flatMap((chapter) => (chapter.department === undefined ? [] : [[chapter.id, chapter.department]])),
  );
  return {
    id,
    version,
    title,
    effectiveFrom,
    clauses,
    level,
    ownerDepartment,
    reviewMonths,
    authoritative,
    departments,
  };
}

function written(policy: string, chapter: Clause['chapter'], clause: ClauseFile): Clause {
  const { id, kind, binding, vitalInterest, text, laws = [] } = clause;
  return { id: `${policy}#${id}`, chapter, number: id, kind, binding, vitalInterest, text, laws };
}

function registered(law: LawFile): Law {
  const { id, jurisdiction, name, certainty, articles } = law;
  return {
    id,
    jurisdiction,
    name,
    number: law.number ?? null,
    edition: law.version ?? null,
    promulgated: law.promulgated ?? null,
    effectiveFrom: law.effectiveFrom ?? null,
    effectiveTo: law.effectiveTo ?? null,
    effectiveNote: law.effectiveNote ?? null,
    certainty,
    certaintyNote: law.certaintyNote ?? null,
    articles,
  };
}
