import type { ClauseContent } from '../domain/policy.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { clausesOf, wordingHashOf } from './policyDrafts.ts';
import { row, rows } from './rows.ts';

export type ConsultationStatus = 'collecting' | 'negotiating' | 'concluded';
export type ConsultationMode = 'all-staff' | 'congress';
export type Agreement = 'agreed' | 'disagreement-recorded';

/** One round of the democratic procedure on a version (劳动合同法 art. 4). */
export type Consultation = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly round: number;
  readonly mode: ConsultationMode;
  readonly status: ConsultationStatus;
  readonly draftHash: string;
  readonly openedAt: Date;
  readonly closesAt: Date | null;
  readonly invited: number;
  readonly agreement: Agreement | null;
  readonly disagreement: string | null;
  readonly minutesFile: string | null;
  readonly concludedAt: Date | null;
  readonly instance: string | null;
};

const columns = `id, policy_id as policy, version, round, mode, status, draft_hash as "draftHash",
  opened_at as "openedAt", closes_at as "closesAt", invited, agreement, disagreement, minutes_file as "minutesFile",
  concluded_at as "concludedAt", instance_id as instance`;

type Version = { readonly policy: string; readonly version: number };

/** The latest round on a version. */
export const consultationOf = (db: Db, { policy, version }: Version) =>
  row<Consultation>(
    db,
    `select ${columns} from consultation where policy_id = :policy and version = :version
     order by round desc limit 1`,
    { policy, version },
  );

export const findConsultation = (db: Db, id: string) =>
  row<Consultation>(db, `select ${columns} from consultation where id = :id`, { id });

/** Holds a round as it is until the transaction ends: what is said before the end of it counts. */
export const holdConsultation = (db: Db, id: string) =>
  row<Consultation>(db, `select ${columns} from consultation where id = :id for share`, { id });

export const consultationOfInstance = (db: Db, instance: string) =>
  row<Consultation>(db, `select ${columns} from consultation where instance_id = :instance order by round limit 1`, {
    instance,
  });

/** A clause that is put before the staff; without a wording: that it is to go. */
export type ConsultedClause = { readonly id: string; readonly clause: ClauseContent | undefined };

export type Opening = Version & {
  readonly mode: ConsultationMode;
  readonly draftHash: string;
  readonly clauses: readonly ConsultedClause[];
  readonly instance: string | null;
  readonly at: Date;
};

/** Opens a round and invites everybody at work. */
export async function openConsultation(db: Db, opening: Opening): Promise<Consultation> {
  const { policy, version, clauses } = opening;
  const last = await consultationOf(db, opening);
  const round = (last?.round ?? 0) + 1;
  const id = `${policy}@v${version}/${round}`;
  await rows(
    db,
    `insert into consultation (id, policy_id, version, round, mode, status, draft_hash, opened_at, instance_id)
     values (:id, :policy, :version, :round, :mode, 'collecting', :draftHash, :at, :instance)`,
    { ...opening, clauses: undefined, id, round },
  );
  await rows(
    db,
    `insert into consultation_clause (consultation_id, clause_id, text_hash)
     select :id, clause, hash from jsonb_to_recordset(cast(:clauses as jsonb)) as given (clause text, hash text)`,
    { id, clauses: toJson(clauses.map((it) => ({ clause: it.id, hash: wordingHashOf(it.clause) }))) },
  );
  await rows(
    db,
    `with invited as (
       insert into consultation_invitee (consultation_id, person_id) select :id, id from person where active
       returning 1
     )
     update consultation set invited = (select count(*) from invited) where id = :id`,
    { id },
  );
  const opened = await findConsultation(db, id);
  if (!opened) throw new Error(`consultation ${id} was not written`);
  return opened;
}

export async function setConsultation(
  db: Db,
  id: string,
  change: { readonly status: ConsultationStatus; readonly closesAt?: Date },
): Promise<void> {
  const { status, closesAt } = change;
  await db('consultation')
    .where({ id })
    .update({ status, ...(closesAt === undefined ? {} : { closes_at: closesAt }) });
}

export type Conclusion = {
  readonly agreement: Agreement;
  readonly disagreement: string | null;
  /** Null when they are kept on paper, from before the system came. */
  readonly minutesFile: string | null;
  readonly at: Date;
};

/** Ends a round with what came of the talks, over their minutes, and keeps the wordings that adopted opinions led to. */
export async function concludeConsultation(db: Db, id: string, conclusion: Conclusion): Promise<void> {
  const { agreement, disagreement, minutesFile, at } = conclusion;
  await keepAgreed(db, id);
  await db('consultation').where({ id }).whereNot({ status: 'concluded' }).update({
    status: 'concluded',
    agreement,
    disagreement,
    minutes_file: minutesFile,
    concluded_at: at,
  });
}

async function keepAgreed(db: Db, id: string): Promise<void> {
  const adopted = await rows<{ clause: string; policy: string; version: number }>(
    db,
    `select distinct clause_id as clause, policy_id as policy, version
     from opinion join consultation on consultation.id = consultation_id
     where consultation_id = :id and status <> 'concluded' and clause_id is not null
       and outcome in ('adopted', 'partly-adopted')`,
    { id },
  );
  const [one] = adopted;
  if (!one) return;
  const clauses = new Map((await clausesOf(db, one)).map((clause) => [clause.id, clause]));
  const agreed = adopted.map(({ clause }) => ({ clause, hash: wordingHashOf(clauses.get(clause)) }));
  await rows(
    db,
    `update consultation_clause set agreed_hash = hash
     from jsonb_to_recordset(cast(:agreed as jsonb)) as given (clause text, hash text)
     where consultation_id = :id and clause_id = clause`,
    { id, agreed: toJson(agreed) },
  );
}

export type ConsultedWording = { readonly clause: string; readonly hash: string };

/** The wordings that the concluded rounds on a version were about, and those that they ended with. */
export const consultedWordings = (db: Db, { policy, version }: Version) =>
  rows<ConsultedWording>(
    db,
    `select clause_id as clause, hash
     from consultation join consultation_clause on consultation_id = consultation.id,
       unnest(array[text_hash, agreed_hash]) as hash
     where policy_id = :policy and version = :version and status = 'concluded' and hash is not null`,
    { policy, version },
  );

/** Whether an adopted opinion asks for a change of the clause in the round that is going on. */
export async function isAdopted(db: Db, { policy, version }: Version, clause: string): Promise<boolean> {
  const found = await row<{ id: string }>(
    db,
    `select opinion.id from consultation join opinion on consultation_id = consultation.id
     where policy_id = :policy and version = :version and status <> 'concluded' and clause_id = :clause
       and outcome in ('adopted', 'partly-adopted') limit 1`,
    { policy, version, clause },
  );
  return found !== undefined;
}

export async function isInvited(db: Db, consultation: string, person: string): Promise<boolean> {
  const found = await row(
    db,
    'select 1 from consultation_invitee where consultation_id = :consultation and person_id = :person',
    { consultation, person },
  );
  return found !== undefined;
}

/** What was put before the staff, worded as the draft now stands; what is to go has no wording. */
export const consultedClauses = (db: Db, { id, version }: Pick<Consultation, 'id' | 'version'>) =>
  rows<{ id: string; text: LocalText | null }>(
    db,
    `select clause_id as id, text from consultation_clause
       left join clause on clause.id = clause_id and clause.version = :version
     where consultation_id = :id order by position, clause_id`,
    { id, version },
  );
