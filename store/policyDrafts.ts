import { type ClauseContent, chapterOf, differenceOf, type VersionStatus, wordingOf } from '../domain/policy.ts';
import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { clauseColumns, contentHashOf } from './policies.ts';
import { row, rows } from './rows.ts';

export type ChangeClass = 'EDITORIAL' | 'SUBSTANTIVE';

/** A clause of one version, with how it came to be as it is. */
export type DraftedClause = ClauseContent & {
  readonly chapterId: string;
  readonly position: number;
  /** The version in which this wording first stood. */
  readonly since: number;
  readonly changeClass: ChangeClass | null;
  readonly changeReason: LocalText | null;
};

type Version = { readonly policy: string; readonly version: number };

/** All clauses of a version, in their order. A policy has a few hundred at most. */
export const clausesOf = (db: Db, { policy, version }: Version) =>
  rows<DraftedClause>(
    db,
    `select ${clauseColumns}, chapter_id as "chapterId", position, since_version as since,
       change_class as "changeClass", change_reason as "changeReason"
     from clause where policy_id = :policy and version = :version order by position`,
    { policy, version },
  );

/** Holds a version still until the transaction ends, so that nobody edits what is being judged. */
export const lockVersion = (db: Db, { policy, version }: Version) =>
  row<{ status: VersionStatus; basedOn: number | null }>(
    db,
    `select status, based_on as "basedOn" from policy_version
     where policy_id = :policy and version = :version for update`,
    { policy, version },
  );

/** The version that is being prepared; a policy has at most one. */
export const versionInPreparation = (db: Db, policy: string) =>
  row<{ version: number; status: VersionStatus }>(
    db,
    `select version, status from policy_version
     where policy_id = :policy and status in ('draft', 'in-review', 'approved', 'publicity')`,
    { policy },
  );

/** Begins the next version with the clauses of the one it is based on; its number. */
export async function insertDraft(
  db: Db,
  { policy, basedOn, by }: { readonly policy: string; readonly basedOn: number; readonly by: string | null },
): Promise<number> {
  const begun = await row<{ version: number }>(
    db,
    `insert into policy_version (policy_id, version, status, content_hash, based_on, created_by)
     select :policy, 1 + (select max(version) from policy_version where policy_id = :policy), 'draft', content_hash,
       :basedOn, :by
     from policy_version where policy_id = :policy and version = :basedOn
     returning version`,
    { policy, basedOn, by },
  );
  if (!begun) throw new Error(`${policy} has no version ${basedOn} to base another on`);
  await rows(
    db,
    `insert into clause (id, policy_id, version, chapter, number, kind, binding, vital_interest, text, laws, position,
       since_version)
     select id, policy_id, :version, chapter, number, kind, binding, vital_interest, text, laws, position, since_version
     from clause where policy_id = :policy and version = :basedOn`,
    { policy, basedOn, version: begun.version },
  );
  return begun.version;
}

/** What a clause is to say, and why. */
export type Wording = Omit<ClauseContent, 'id' | 'chapter' | 'number'> & {
  readonly changeClass: ChangeClass;
  readonly changeReason: LocalText;
};

/** Words a clause of a draft, or adds it at the end of its chapter. Worded as before, it is not changed at all. */
export async function putClause(db: Db, version: Version, number: string, wording: Wording): Promise<string> {
  const clauses = await clausesOf(db, version);
  const chapter = clauses.findLast((it) => it.chapterId === chapterOf(number));
  if (!chapter) throw new Error(`${version.policy} has no chapter ${chapterOf(number)}`);
  const base = (await baseClausesOf(db, version)).find((it) => it.number === number);
  const place = clauses.find((it) => it.number === number) ?? base;
  const position = place?.position ?? (await freePosition(db, version, chapter.position + 1));
  const { chapterId } = chapter;
  const clause = { id: `${version.policy}#${number}`, chapter: chapter.chapter, number, ...wording };
  const isAsBefore = base && differenceOf(base, clause) === undefined;
  const worded = { ...clause, chapterId, position, since: version.version };
  await writeClause(
    db,
    version,
    isAsBefore ? { ...worded, since: base.since, changeClass: null, changeReason: null } : worded,
  );
  return refreshHash(db, version);
}

/** Takes a clause out of a draft. */
export async function removeClause(db: Db, version: Version, number: string): Promise<string> {
  await db('clause').where({ policy_id: version.policy, version: version.version, number }).delete();
  return refreshHash(db, version);
}

/** Puts a clause of a draft back as it is in the version that the draft is based on: a new one goes. */
export async function revertClause(db: Db, version: Version, number: string): Promise<string> {
  const base = (await baseClausesOf(db, version)).find((it) => it.number === number);
  if (!base) return removeClause(db, version, number);
  await writeClause(db, version, { ...base, changeClass: null, changeReason: null });
  return refreshHash(db, version);
}

/** The clauses of the version that this one is based on; none for a first version. */
export async function baseClausesOf(db: Db, { policy, version }: Version): Promise<DraftedClause[]> {
  const found = await row<{ basedOn: number | null }>(
    db,
    'select based_on as "basedOn" from policy_version where policy_id = :policy and version = :version',
    { policy, version },
  );
  return typeof found?.basedOn === 'number' ? clausesOf(db, { policy, version: found.basedOn }) : [];
}

/** Makes room in the order of the clauses. */
async function freePosition(db: Db, { policy, version }: Version, position: number): Promise<number> {
  await rows(
    db,
    `update clause set position = position + 1
     where policy_id = :policy and version = :version and position >= :position`,
    { policy, version, position },
  );
  return position;
}

async function writeClause(db: Db, { policy, version }: Version, clause: DraftedClause): Promise<void> {
  const { id, chapter, number, kind, binding, vitalInterest, text, laws, position, since } = clause;
  const content = {
    kind,
    binding,
    vital_interest: vitalInterest,
    text: toJson(text),
    laws: toJson(laws),
    since_version: since,
    change_class: clause.changeClass,
    change_reason: clause.changeReason === null ? null : toJson(clause.changeReason),
  };
  await db('clause')
    .insert({ id, policy_id: policy, version, chapter: toJson(chapter), number, position, ...content })
    .onConflict(['id', 'version'])
    .merge(content);
}

async function refreshHash(db: Db, version: Version): Promise<string> {
  const hash = contentHashOf(await clausesOf(db, version));
  await db('policy_version')
    .where({ policy_id: version.policy, version: version.version })
    .update({ content_hash: hash });
  return hash;
}

/** The number of a new clause of a chapter: after all that any version has had, since a number is never given twice. */
export async function nextNumber(db: Db, policy: string, chapter: string): Promise<string | undefined> {
  const found = await row<{ last: number | null }>(
    db,
    `select max(cast(split_part(number, '.', 2) as integer)) as last from clause
     where policy_id = :policy and chapter_id = :chapter`,
    { policy, chapter },
  );
  return typeof found?.last === 'number' ? `${chapter}.${found.last + 1}` : undefined;
}

/** Names a wording by its content: what a consultation was about. */
export const wordingHashOf = (clause: ClauseContent | undefined) => hashOf(clause ? wordingOf(clause) : null);

/** Moves a version on. What may not move is held by the caller's rule and by the trigger of the table. */
export async function setStatus(
  db: Db,
  { policy, version }: Version,
  status: VersionStatus,
  also: { readonly withdrawnReason?: string } = {},
): Promise<void> {
  await db('policy_version')
    .where({ policy_id: policy, version })
    .update({
      status,
      ...(also.withdrawnReason === undefined ? {} : { withdrawn_reason: also.withdrawnReason }),
    });
}

/** Freezes a version over the content that was signed. From here on the database keeps it as it is. */
export async function approveVersion(
  db: Db,
  { policy, version }: Version,
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  await db('policy_version')
    .where({ policy_id: policy, version })
    .update({ status: 'approved', approved_by: by, approved_at: at });
}
