import { type CaseStaff, staffCase } from '../../domain/caseStaff.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { type CaseChange, type CaseFacts, dutyPool, insertCase, OFFICER_DUTY } from '../../store/cases.ts';
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
  const staff = await staffFor(db, [respondent, requester, (await superiorOf(db, respondent)) ?? '']);
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
async function officers(db: Db): Promise<string[]> {
  const [own, above] = await Promise.all([dutyPool(db, OFFICER_DUTY), dutyPool(db, 'general-manager')]);
  return [...own, ...above];
}

async function staffFor(db: Db, barred: readonly string[]): Promise<CaseStaff> {
  const [officer, investigator, legalReviewer, hrReviewer, decider, panel] = await Promise.all([
    officers(db),
    dutyPool(db, 'case-investigator'),
    dutyPool(db, 'legal-reviewer'),
    dutyPool(db, 'hr-reviewer'),
    dutyPool(db, 'general-manager'),
    dutyPool(db, 'panel-member'),
  ]);
  const staff = staffCase({ officer, investigator, legalReviewer, hrReviewer, decider, panel }, barred);
  if ('lacking' in staff) throw hopeless(`nobody free of conflict can be ${staff.lacking} of the case`);
  return staff;
}

function sourceOf(given: unknown, isSelf: boolean): string {
  if (isSelf) return 'self-report';
  return typeof given === 'string' ? given : 'report';
}

function momentOf(text: string): Date {
  return new Date(text.includes('T') ? text : `${text}${DAY_BEGINS}`);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
