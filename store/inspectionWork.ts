import {
  type Independence,
  isAccepted,
  type Level,
  type Method,
  nextLevel,
  type Result,
} from '../domain/inspection.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** One drawn step, as the inspector is shown it. */
export type SheetItem = {
  readonly number: number;
  readonly task: string;
  readonly title: string;
  readonly performer: string;
  readonly onBehalfOf: string | null;
  readonly department: string | null;
  readonly finishedAt: Date;
};

export const sheetOf = (db: Db, inspection: string) =>
  rows<SheetItem>(
    db,
    `select number, task_id as task, title, performer_id as performer, on_behalf_of as "onBehalfOf",
       department_id as department, closed_at as "finishedAt"
     from inspection_item join task on task.id = task_id left join person on person.id = performer_id
     where inspection_id = :inspection order by number`,
    { inspection },
  );

/** An inspection under way, with what its plan says. */
export type Running = {
  readonly id: string;
  readonly plan: string;
  readonly name: LocalText;
  readonly pool: string;
  readonly independence: Independence;
  readonly clauses: readonly string[];
  readonly method: Method;
  readonly level: Level;
  readonly population: number;
  readonly size: number;
  readonly inspector: string | null;
};

export const findRunning = (db: Db, id: string) =>
  row<Running>(
    db,
    `select inspection.id, plan_id as plan, name, pool_duty as pool, independence, clauses, inspection.method,
       inspection.level, population, sample_size as size, inspector_id as inspector
     from inspection join inspection_plan on inspection_plan.id = plan_id where inspection.id = :id`,
    { id },
  );

/** How many inspections each of these people has open. */
export const loadsOf = (db: Db, people: readonly string[]) =>
  rows<{ id: string; load: number }>(
    db,
    `select person as id, (select cast(count(*) as integer) from inspection
       where inspector_id = person and state <> 'closed') as load
     from unnest(cast(:people as text[])) as person order by load, person`,
    { people },
  );

export async function nameInspector(db: Db, inspection: string, inspector: string): Promise<void> {
  await db('inspection').where({ id: inspection }).update({ inspector_id: inspector, state: 'in-progress' });
}

export type ItemResult = {
  readonly item: number;
  readonly result: Result;
  readonly note?: string | undefined;
  readonly clause?: string | undefined;
  readonly evidence?: string | undefined;
  readonly intentSuspected?: boolean | undefined;
};

/** Writes results down; "response" once the inspected are heard, "in-progress" otherwise. */
export async function recordResults(db: Db, inspection: string, results: readonly ItemResult[]): Promise<void> {
  await db.transaction(async (trx) => {
    await writeResults(trx, inspection, results);
    await trx('inspection').where({ id: inspection }).update({ state: 'response' });
  });
}

async function writeResults(db: Db, inspection: string, results: readonly ItemResult[]): Promise<void> {
  await rows(
    db,
    `update inspection_item set result = given.result, note = given.note, evidence = given.evidence
     from jsonb_to_recordset(cast(:results as jsonb)) as given (item integer, result text, note text, evidence text)
     where inspection_id = :inspection and number = given.item`,
    { inspection, results: toJson(results) },
  );
}

/** What an inspected person says to all that was found of their work. */
export async function recordAnswer(
  db: Db,
  inspection: string,
  given: { readonly person: string; readonly answer: string; readonly comment: string | null },
): Promise<void> {
  await rows(
    db,
    `update inspection_item set answer = :answer, answer_comment = :comment
     where inspection_id = :inspection and performer_id = :person and result in ('MINOR', 'MAJOR', 'CRITICAL')`,
    { inspection, ...given },
  );
}

/** A finding as its process is begun with it. */
export type FindingDraft = {
  readonly id: string;
  readonly item: number;
  readonly severity: 'MINOR' | 'MAJOR' | 'CRITICAL';
  readonly clause: string;
  readonly owner: string;
  readonly description: string;
  readonly intentSuspected: boolean;
};

export type Confirmation = {
  readonly running: Running;
  readonly results: readonly ItemResult[];
  readonly findings: readonly FindingDraft[];
  readonly at: Date;
};

/** Makes the results final and the findings rows, says whether the lot stands, and sets the level of the next one. */
export async function confirmInspection(db: Db, { running, results, findings, at }: Confirmation): Promise<boolean> {
  const accepted = isAccepted(
    running,
    results.map(({ result }) => result),
  );
  await db.transaction(async (trx) => {
    await writeResults(trx, running.id, results);
    await rows(
      trx,
      `update inspection set state = 'confirmed', accepted = :accepted, confirmed_at = coalesce(confirmed_at, :at)
       where id = :id and state <> 'closed'`,
      { id: running.id, accepted, at },
    );
    await insertFindings(trx, running, findings, at);
    await setLevel(trx, running);
  });
  return accepted;
}

async function insertFindings(db: Db, { id, inspector }: Running, findings: readonly FindingDraft[], at: Date) {
  const made = await rows<{ id: string; clause: string; severity: string; owner: string }>(
    db,
    `insert into finding (id, inspection_id, item, severity, clause, owner_id, description, intent_suspected, state, found_at)
     select id, :inspection, item, severity, clause, owner, description, "intentSuspected", 'open', :at
     from jsonb_to_recordset(cast(:findings as jsonb)) as given (id text, item integer, severity text, clause text,
       owner text, description text, "intentSuspected" boolean)
     on conflict do nothing returning id, clause, severity, owner_id as owner`,
    { inspection: id, findings: toJson(findings), at },
  );
  await appendAudit(
    db,
    made.map((finding) => ({
      actor: inspector,
      action: 'finding-made',
      subjectKind: 'finding',
      subject: finding.id,
      clauses: [finding.clause],
      after: { severity: finding.severity, owner: finding.owner, inspection: id },
    })),
  );
}

/** So many lots are looked back on. */
const LOOKED_BACK = 10;

/** Only while the plan is at the level of this lot: told again, nothing changes. */
async function setLevel(db: Db, { plan, level, method }: Running): Promise<void> {
  if (method !== 'aql') return;
  const recent = await rows<{ accepted: boolean; level: Level }>(
    db,
    `select accepted, level from inspection where plan_id = :plan and accepted is not null
     order by drawn_at desc limit :count`,
    { plan, count: LOOKED_BACK },
  );
  const before = recent.findIndex((lot) => lot.level !== level);
  const sameLevel = before === -1 ? recent : recent.slice(0, before);
  const next = nextLevel(level, sameLevel.map(({ accepted }) => accepted).toReversed());
  await db('inspection_plan').where({ id: plan, level }).update({ level: next });
}

export async function closeInspection(db: Db, inspection: string, at: Date): Promise<void> {
  await db('inspection').where({ id: inspection }).whereNull('closed_at').update({ state: 'closed', closed_at: at });
}
