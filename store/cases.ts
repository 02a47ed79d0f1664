import type { Enforceability } from '../domain/enforceability.ts';
import type { Cap, Measure, ViolationClass } from '../domain/sanction.ts';
import { type AuditEntry, appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

/** Whose holders lead cases. */
export const OFFICER_DUTY = 'compliance-officer';

export type CaseState =
  | 'triage'
  | 'investigation'
  | 'facts-notice'
  | 'statement'
  | 'proposal'
  | 'checks'
  | 'sign-off'
  | 'service'
  | 'lesson'
  | 'closed';
export type CaseOutcome = 'no-case' | 'referred' | 'not-established' | 'decided';

/** How enforceable the clause is against the person, with the version that was in force on the day. */
export type EnforceabilityFound = Enforceability & { readonly version: number | null };

/** What is worked with while a case runs. */
export type CaseFacts = {
  readonly id: string;
  readonly respondent: string;
  readonly reporter: string | null;
  readonly officer: string;
  readonly clause: string;
  readonly actedAt: Date;
  readonly state: CaseState;
  readonly outcome: CaseOutcome | null;
  readonly violationClass: ViolationClass | null;
  readonly enforceability: EnforceabilityFound | null;
  readonly allowed: readonly Measure[] | null;
};

const columns = `id, respondent_id as respondent, reporter_id as reporter, officer_id as officer, clause,
  acted_at as "actedAt", state, outcome, violation_class as "violationClass", enforceability, allowed`;

export const caseOfInstance = (db: Db, instance: string) =>
  row<CaseFacts>(db, `select ${columns} from violation_case where instance_id = :instance`, { instance });

export type NewCase = {
  readonly id: string;
  readonly instance: string;
  readonly source: string;
  readonly respondent: string;
  readonly reporter: string | null;
  readonly finding: string | null;
  readonly clause: string;
  readonly actedAt: Date;
  readonly allegation: string;
  readonly officer: string;
  readonly investigator: string;
  readonly legalReviewer: string;
  readonly hrReviewer: string;
  readonly decider: string;
  readonly panel: readonly string[];
  readonly at: Date;
};

/** Opens a case file; the finding that led to it is linked. Told again, nothing changes. */
export async function insertCase(db: Db, given: NewCase): Promise<void> {
  await db.transaction(async (trx) => {
    const made = await rows(
      trx,
      `insert into violation_case (id, instance_id, source, respondent_id, reporter_id, finding_id, clause, acted_at,
         allegation, state, officer_id, investigator_id, legal_reviewer_id, hr_reviewer_id, decider_id, panel, reported_at)
       values (:id, :instance, :source, :respondent, :reporter, :finding, :clause, :actedAt, :allegation, 'triage',
         :officer, :investigator, :legalReviewer, :hrReviewer, :decider, :panel, :at)
       on conflict do nothing returning id`,
      given,
    );
    if (made.length === 0) return;
    if (given.finding !== null) await trx('finding').where({ id: given.finding }).update({ case_id: given.id });
    await appendAudit(trx, [evidence(given.instance, 'case-opened', given.reporter, given.clause, given.source)]);
  });
}

/** The columns of a case file that its process fills in as it goes. */
export type CaseChange = {
  readonly state?: CaseState;
  readonly outcome?: CaseOutcome;
  readonly officer_id?: string;
  readonly violation_class?: ViolationClass;
  readonly weighed_class?: ViolationClass;
  readonly occurrence?: number;
  readonly facts?: string;
  readonly evidence?: readonly string[];
  readonly enforceability?: EnforceabilityFound;
  readonly allowed?: readonly Measure[];
  readonly statement?: string;
  readonly measures?: readonly Measure[];
  readonly reasons?: string;
  readonly compensation?: number | null;
  readonly compensation_cap?: Cap | null;
  readonly service_method?: string;
  readonly service_receipt?: string;
  readonly lesson?: string;
  readonly noticed_at?: Date;
  readonly served_at?: Date;
  readonly closed_at?: Date;
};

/** Keeps what a step of the case has brought, with a line of evidence. A case that is closed stays as it is. */
export async function changeCase(db: Db, instance: string, change: CaseChange): Promise<void> {
  const { enforceability, compensation_cap: cap, ...plain } = change;
  await db.transaction(async (trx) => {
    const changed = await trx('violation_case')
      .where({ instance_id: instance })
      .whereNull('closed_at')
      .update({
        ...plain,
        ...(enforceability === undefined ? {} : { enforceability: toJson(enforceability) }),
        ...(cap === undefined ? {} : { compensation_cap: cap === null ? null : toJson(cap) }),
      })
      .returning<{ clause: string }[]>('clause');
    const [found] = changed;
    if (found && change.state !== undefined) {
      await appendAudit(trx, [evidence(instance, 'case-changed', null, found.clause, change.state)]);
    }
  });
}

/** A line of evidence says where the case stands, and nothing of what is in it. */
function evidence(instance: string, action: string, actor: string | null, clause: string, state: string): AuditEntry {
  return { actor, action, subjectKind: 'case', subject: instance, instance, clauses: [clause], after: { state } };
}

/** Cases against the same person that were decided with a measure within twelve months before the act. */
export async function countPrevious(db: Db, instance: string): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    `select cast(count(*) as integer) as count from violation_case earlier
       join violation_case present on present.instance_id = :instance
     where earlier.respondent_id = present.respondent_id and earlier.id <> present.id and earlier.outcome = 'decided'
       and earlier.measures <> array['no-measure'] and earlier.served_at <= now()
       and earlier.served_at > present.acted_at - interval '12 months'`,
    { instance },
  );
  return found?.count ?? 0;
}

/** Whoever holds a duty, whoever has the fewest open cases first. */
export async function dutyPool(db: Db, duty: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select person.id, (select count(*) from violation_case where closed_at is null and person.id = any(
         panel || array[officer_id, investigator_id, legal_reviewer_id, hr_reviewer_id, decider_id])) as load
     from duty_holder join person on person.id = person_id and active where duty_id = :duty
     group by person.id order by load, person.id`,
    { duty },
  );
  return found.map(({ id }) => id);
}

/** An officer before whom a late task of a case is put: not its subject, who answers alone; nobody with a stake in it. */
export async function officerFor(db: Db, instance: string, holder: string): Promise<string | undefined> {
  const file = await caseOfInstance(db, instance);
  if (!file || file.respondent === holder) return undefined;
  const pool = await dutyPool(db, OFFICER_DUTY);
  return pool.find((id) => ![holder, file.respondent, file.reporter].includes(id));
}

/** Those at work who answer to somebody directly. */
export async function reportsOf(db: Db, person: string): Promise<string[]> {
  const found = await rows<{ id: string }>(db, 'select id from person where superior_id = :person and active', {
    person,
  });
  return found.map(({ id }) => id);
}
