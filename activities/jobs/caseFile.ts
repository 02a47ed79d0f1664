import { type CaseStaff, independentFirst, staffCase } from '../../domain/caseStaff.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { type CaseChange, type CaseFacts, dutyPool, insertCase, OFFICER_DUTY, reportsOf } from '../../store/cases.ts';
import type { Db } from '../../store/db.ts';
import { isAtWork } from '../../store/enforcing.ts';
import { superiorOf } from '../../store/people.ts';
import { clausesByRef } from '../../store/policies.ts';
import { hopeless } from './job.ts';

/** Midnight where the company is, when only the day of an act is known: what a person learnt that day counts for them. */
const DAY_BEGINS = 'T00:00:00+08:00';

/** What a report or a finding says. */
type Reported = {
  readonly respondent?: unknown;
  readonly clause?: unknown;
  readonly actedOn?: unknown;
  readonly allegation?: unknown;
  readonly source?: unknown;
  readonly finding?: unknown;
  readonly requester?: { readonly id?: unknown };
};

/** Opens the file of a case and names whoever works on it. */
export async function openCaseFile(db: Db, instance: string, variables: Variables): Promise<Variables> {
  const { clause, actedOn, allegation, finding, ...reported } = variables as Reported;
  const respondent = textOf(reported.respondent);
  if (!(await isAtWork(db, respondent))) throw hopeless(`nobody at work here is ${respondent}`);
  if ((await clausesByRef(db, [textOf(clause)])).length === 0) throw hopeless(`there is no clause ${textOf(clause)}`);
  const requester = textOf(reported.requester?.id);
  const reporter = requester === '' ? null : requester;
  const staff = await staffFor(db, respondent, [respondent, requester, (await superiorOf(db, respondent)) ?? '']);
  await insertCase(db, {
    id: instance.slice(instance.indexOf('/') + 1),
    instance,
    source: sourceOf(reported.source, reporter === respondent),
    respondent,
    reporter,
    finding: typeof finding === 'string' ? finding : null,
    clause: textOf(clause),
    actedAt: momentOf(textOf(actedOn)),
    allegation: textOf(allegation),
    ...staff,
    at: new Date(),
  });
  const { officer, ...others } = staff;
  return { ...others, caseOfficer: officer };
}

/** Another officer, since this one has declared a conflict. */
export async function replaceOfficer(
  db: Db,
  { officer, respondent, reporter }: CaseFacts,
): Promise<{ readonly change: CaseChange; readonly variables: Variables }> {
  const barred = [officer, respondent, reporter, await superiorOf(db, respondent)];
  const next = (await officers(db)).find((id) => !barred.includes(id));
  if (next === undefined) throw hopeless('no officer is left who could take the case');
  return { change: { officer_id: next }, variables: { caseOfficer: next } };
}

/** Officers; where none of them is free of conflict, the general management takes a case up itself. */
const officers = (db: Db) => pool(db, OFFICER_DUTY, 'general-manager');

async function staffFor(db: Db, respondent: string, barred: readonly string[]): Promise<CaseStaff> {
  const [below, officer, investigator, legalReviewer, hrReviewer, decider, panel] = await Promise.all([
    reportsOf(db, respondent),
    officers(db),
    pool(db, 'case-investigator'),
    pool(db, 'legal-reviewer'),
    pool(db, 'hr-reviewer'),
    pool(db, 'general-manager', 'department-head'),
    pool(db, 'panel-member'),
  ]);
  const pools = { officer, investigator, legalReviewer, hrReviewer, decider, panel };
  const staff = staffCase(independentFirst(pools, below), barred);
  if ('lacking' in staff) throw hopeless(`nobody free of conflict can be ${staff.lacking} of the case`);
  return staff;
}

/** Holders of the first duty, then of the next. */
async function pool(db: Db, ...duties: readonly string[]): Promise<string[]> {
  return (await Promise.all(duties.map((duty) => dutyPool(db, duty)))).flat();
}

function sourceOf(given: unknown, isSelf: boolean): string {
  if (isSelf) return 'self-report';
  return typeof given === 'string' ? given : 'report';
}

function momentOf(text: string): Date {
  return new Date(text.includes('T') ? text : `${text}${DAY_BEGINS}`);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
