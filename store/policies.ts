import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { rows } from './rows.ts';

/** A clause, in one version of its policy. The id ("POL-01#12.3") is the same in all versions. */
export type Clause = {
  readonly id: string;
  readonly chapter: LocalText;
  readonly number: string;
  readonly kind: string;
  readonly binding: 'MUST' | 'SHOULD' | 'MAY';
  readonly vitalInterest: boolean;
  readonly text: LocalText;
  readonly laws: readonly unknown[];
};

export type ClauseInForce = Clause & { readonly policy: string; readonly version: number };

export type PolicyVersion = {
  readonly id: string;
  readonly title: LocalText;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly clauses: readonly Clause[];
};

/** Puts a version of a policy in force; the one before is superseded. What is in force already is left as it is. */
export async function savePolicy(db: Db, policy: PolicyVersion): Promise<void> {
  const { id, title, version, effectiveFrom, clauses } = policy;
  await db.transaction(async (trx) => {
    await trx('policy')
      .insert({ id, title: toJson(title) })
      .onConflict('id')
      .merge();
    await trx('policy_version')
      .where({ policy_id: id, status: 'in-force' })
      .whereNot({ version })
      .update({ status: 'superseded' });
    await trx('policy_version')
      .insert({
        policy_id: id,
        version,
        status: 'in-force',
        content_hash: hashOf(clauses),
        effective_from: effectiveFrom,
      })
      .onConflict(['policy_id', 'version'])
      .merge(['status', 'content_hash']);
    await saveClauses(trx, policy);
  });
}

async function saveClauses(db: Db, { id, version, clauses }: PolicyVersion): Promise<void> {
  await db('clause').where({ policy_id: id, version }).delete();
  await rows(
    db,
    `insert into clause (id, policy_id, version, chapter, number, kind, binding, vital_interest, text, laws, position)
     select given.id, :policy, :version, chapter, number, kind, binding, "vitalInterest", text, laws, position
     from jsonb_to_recordset(cast(:clauses as jsonb)) as given (id text, chapter jsonb, number text, kind text,
       binding text, "vitalInterest" boolean, text jsonb, laws jsonb, position integer)`,
    { policy: id, version, clauses: toJson(clauses.map((clause, position) => ({ ...clause, position }))) },
  );
}

/** The clauses that are referred to, as they are in force, in the policy's own order. */
export const clausesByRef = (db: Db, refs: readonly string[]) =>
  rows<ClauseInForce>(
    db,
    `select clause.id, chapter, number, kind, binding, vital_interest as "vitalInterest", text, laws,
       clause.policy_id as policy, clause.version
     from clause join policy_version using (policy_id, version)
     where clause.id = any(:refs) and status = 'in-force' order by clause.policy_id, position`,
    { refs },
  );
