import type { Db } from './db.ts';
import { hashOf } from './json.ts';
import { row } from './rows.ts';

/** What somebody has declared about one exact version of a policy. */
export type Declaration = {
  readonly id: string;
  readonly person: string;
  readonly policy: string;
  readonly version: number;
  readonly wave: string;
  readonly contentHash: string;
  readonly statementHash: string;
  readonly locale: string;
  readonly at: Date;
} & ({ readonly verdict: 'signed' } | { readonly verdict: 'declined'; readonly reason: string });

export type Declared = {
  readonly at: Date;
  readonly seal: string;
  readonly contentHash: string;
  readonly reason: string | null;
};

/** Proves that nothing of a declaration was changed since: of who, which version, which words and when (电子签名法 art. 13). */
export const sealOf = ({ at, ...declaration }: Declaration) => hashOf({ ...declaration, at: at.toISOString() });

/** Keeps a declaration for ever; false when the same version was signed already in this wave. */
export async function declare(db: Db, declaration: Declaration): Promise<boolean> {
  const { id, person, policy, version, wave, contentHash, statementHash, locale, at, verdict } = declaration;
  const written = await db('acknowledgement')
    .insert({
      id,
      person_id: person,
      policy_id: policy,
      version,
      wave_id: wave,
      verdict,
      reason: verdict === 'declined' ? declaration.reason : null,
      content_hash: contentHash,
      statement_hash: statementHash,
      locale,
      at,
      seal: sealOf(declaration),
    })
    .onConflict()
    .ignore()
    .returning('id');
  return written.length > 0;
}

type Asked = { readonly person: string; readonly policy: string; readonly version: number; readonly wave: string };

/** The last declaration of a kind that somebody has made in a wave. */
export const declared = (db: Db, asked: Asked, verdict: Declaration['verdict']) =>
  row<Declared>(
    db,
    `select at, seal, content_hash as "contentHash", reason from acknowledgement
     where person_id = :person and policy_id = :policy and version = :version and wave_id = :wave and verdict = :verdict
     order by at desc limit 1`,
    { ...asked, verdict },
  );

export type Informed = {
  readonly acknowledgedAt: Date | null;
  readonly contentHash: string | null;
  readonly passedCourses: readonly string[];
};

/** What somebody had been told at a moment: whether they had signed that version, and which of its courses they had passed. */
export async function informed(db: Db, person: string, policy: string, version: number, at: Date): Promise<Informed> {
  const found = await row<Informed>(
    db,
    `with signed as (
       select at, content_hash from acknowledgement
       where person_id = :person and policy_id = :policy and version = :version and verdict = 'signed' and at <= :at
       order by at limit 1
     )
     select (select at from signed) as "acknowledgedAt", (select content_hash from signed) as "contentHash",
       coalesce((select array_agg(distinct course_id order by course_id)
         from enrolment join wave on wave.id = enrolment.wave_id
           join course_progress using (wave_id, person_id)
         where person_id = :person and policy_id = :policy and version = :version and course_progress.passed_at <= :at
       ), '{}') as "passedCourses"`,
    { person, policy, version, at },
  );
  return found ?? { acknowledgedAt: null, contentHash: null, passedCourses: [] };
}
