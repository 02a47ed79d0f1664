import type { ClauseContent, VersionStatus } from '../domain/policy.ts';
import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** A clause, in one version of its policy. The id ("POL-01#12.3") is the same in all versions. */
export type Clause = ClauseContent;

export type ClauseInForce = Clause & { readonly policy: string; readonly version: number };

/** A version that is handed over whole: from the catalogue, from a file. */
export type PolicyVersion = {
  readonly id: string;
  readonly title: LocalText;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly clauses: readonly Clause[];
  readonly level?: number;
  readonly ownerDepartment?: string;
  readonly reviewMonths?: number;
  readonly authoritative?: keyof LocalText;
  /** Which department answers for a chapter. */
  readonly departments?: Readonly<Record<string, string>>;
};

/** A version as it stands, without its clauses. */
export type VersionRow = {
  readonly policy: string;
  readonly title: LocalText;
  readonly version: number;
  readonly status: VersionStatus;
  /** Of the clauses, in their order: what is approved, acknowledged and sealed. */
  readonly contentHash: string;
  readonly basedOn: number | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly effectiveFrom: Date | null;
  readonly effectiveTo: Date | null;
  readonly withdrawnReason: string | null;
};

export type PolicyRow = {
  readonly id: string;
  readonly title: LocalText;
  readonly level: number;
  readonly ownerDepartment: string | null;
  readonly reviewMonths: number;
  readonly authoritative: keyof LocalText;
};

const versionColumns = `policy_version.policy_id as policy, policy.title, policy_version.version, status,
  content_hash as "contentHash", based_on as "basedOn", created_by as "createdBy", created_at as "createdAt",
  approved_by as "approvedBy", approved_at as "approvedAt", effective_from as "effectiveFrom",
  effective_to as "effectiveTo", withdrawn_reason as "withdrawnReason"`;

/** The columns of a clause that make its content. */
export const clauseColumns = `clause.id, clause.chapter, clause.number, clause.kind, clause.binding,
  clause.vital_interest as "vitalInterest", clause.text, clause.laws`;

/** What a version is sealed by: its clauses, in their order. */
export const contentHashOf = (clauses: readonly Clause[]) =>
  hashOf(
    clauses.map(({ id, chapter, number, kind, binding, vitalInterest, text, laws }) => ({
      id,
      chapter,
      number,
      kind,
      binding,
      vitalInterest,
      text,
      laws,
    })),
  );

/**
 * Puts a version that comes from outside in force; the one before is superseded. A version that the company has already,
 * in whatever state, is left as it is: true when it was new.
 */
export async function savePolicy(db: Db, policy: PolicyVersion): Promise<boolean> {
  const { id, version, effectiveFrom } = policy;
  return db.transaction(async (trx) => {
    const isNew = await savePolicyDraft(trx, policy);
    if (isNew) await putInForce(trx, { policy: id, version, at: effectiveFrom });
    return isNew;
  });
}

/** Lays a version that comes from outside down as a draft, unless the company has it already: true when it was new. */
export async function savePolicyDraft(db: Db, policy: Omit<PolicyVersion, 'effectiveFrom'>): Promise<boolean> {
  const { id, version, clauses } = policy;
  return db.transaction(async (trx) => {
    await savePolicyHead(trx, policy);
    const known = await trx('policy_version').where({ policy_id: id, version }).first('version');
    if (known !== undefined) return false;
    await trx('policy_version').insert({
      policy_id: id,
      version,
      status: 'draft',
      content_hash: contentHashOf(clauses),
    });
    await insertClauses(trx, policy);
    return true;
  });
}

async function savePolicyHead(db: Db, policy: Omit<PolicyVersion, 'effectiveFrom'>): Promise<void> {
  const { id, title, level, ownerDepartment, reviewMonths, authoritative } = policy;
  await db('policy')
    .insert({
      id,
      title: toJson(title),
      ...(level === undefined ? {} : { level }),
      ...(ownerDepartment === undefined ? {} : { owner_department: ownerDepartment }),
      ...(reviewMonths === undefined ? {} : { review_months: reviewMonths }),
      ...(authoritative === undefined ? {} : { authoritative }),
    })
    .onConflict('id')
    .merge();
  const departments = Object.entries(policy.departments ?? {}).map(([chapter_id, department_id]) => ({
    policy_id: id,
    chapter_id,
    department_id,
  }));
  if (departments.length > 0)
    await db('policy_chapter').insert(departments).onConflict(['policy_id', 'chapter_id']).merge();
}

async function insertClauses(db: Db, { id, version, clauses }: Omit<PolicyVersion, 'effectiveFrom'>): Promise<void> {
  await rows(
    db,
    `insert into clause (id, policy_id, version, chapter, number, kind, binding, vital_interest, text, laws, position,
       since_version)
     select given.id, :policy, :version, chapter, number, kind, binding, "vitalInterest", text, laws, position, :version
     from jsonb_to_recordset(cast(:clauses as jsonb)) as given (id text, chapter jsonb, number text, kind text,
       binding text, "vitalInterest" boolean, text jsonb, laws jsonb, position integer)`,
    { policy: id, version, clauses: toJson(clauses.map((clause, position) => ({ ...clause, position }))) },
  );
}

/** Puts a version in force from a moment on, up to which the one before was. */
export async function putInForce(
  db: Db,
  { policy, version, at }: { readonly policy: string; readonly version: number; readonly at: Date },
): Promise<void> {
  await db('policy_version')
    .where({ policy_id: policy, status: 'in-force' })
    .whereNot({ version })
    .update({ status: 'superseded', effective_to: at });
  await db('policy_version')
    .where({ policy_id: policy, version })
    .update({ status: 'in-force', effective_from: at, effective_to: null });
}

/** The clauses that are referred to, as they are in force, in the policy's own order. */
export const clausesByRef = (db: Db, refs: readonly string[]) =>
  rows<ClauseInForce>(
    db,
    `select ${clauseColumns}, clause.policy_id as policy, clause.version
     from clause join policy_version using (policy_id, version)
     where clause.id = any(:refs) and status = 'in-force' order by clause.policy_id, position`,
    { refs },
  );

/** A clause as it bound people at one moment, and whether the law let it: 劳动合同法 art. 4, 法释〔2020〕26号 art. 50. */
export type ClauseAsOf = ClauseInForce & {
  readonly contentHash: string;
  readonly effectiveFrom: Date;
  /** Touches no vital interest, or a concluded consultation was about this wording. */
  readonly consulted: boolean;
  /** This wording was made known by then. */
  readonly publicised: boolean;
};

/** The clauses that are referred to, as they were in force at a moment; what was not in force then is left out. */
export const clausesAsOf = (db: Db, refs: readonly string[], at: Date) =>
  rows<ClauseAsOf>(
    db,
    `select ${clauseColumns}, clause.policy_id as policy, clause.version, content_hash as "contentHash",
       effective_from as "effectiveFrom",
       not vital_interest or exists (select from consultation where consultation.policy_id = clause.policy_id
         and consultation.version = since_version and consultation.status = 'concluded') as consulted,
       exists (select from publicity_notice where publicity_notice.policy_id = clause.policy_id
         and publicity_notice.version between since_version and clause.version and published_at <= :at) as publicised
     from clause join policy_version using (policy_id, version)
     where clause.id = any(:refs) and effective_from <= :at and (effective_to is null or effective_to > :at)
     order by clause.policy_id, position`,
    { refs, at },
  );

/** A version of a policy, if there is one of that number. */
export const versionOf = (db: Db, policy: string, version: number) =>
  row<VersionRow>(
    db,
    `select ${versionColumns} from policy_version join policy on policy.id = policy_id
     where policy_id = :policy and version = :version`,
    { policy, version },
  );

/** The version that binds now. */
export const versionInForce = (db: Db, policy: string) =>
  row<VersionRow>(
    db,
    `select ${versionColumns} from policy_version join policy on policy.id = policy_id
     where policy_id = :policy and status = 'in-force'`,
    { policy },
  );

/** All versions of all policies, newest first within their policy. Both are few. */
export const allVersions = (db: Db) =>
  rows<VersionRow>(
    db,
    `select ${versionColumns} from policy_version join policy on policy.id = policy_id
     order by policy_id, policy_version.version desc`,
  );

export const allPolicies = (db: Db) =>
  rows<PolicyRow>(
    db,
    `select id, title, level, owner_department as "ownerDepartment", review_months as "reviewMonths", authoritative
     from policy order by id`,
  );

export const findPolicy = (db: Db, id: string) =>
  row<PolicyRow>(
    db,
    `select id, title, level, owner_department as "ownerDepartment", review_months as "reviewMonths", authoritative
     from policy where id = :id`,
    { id },
  );
