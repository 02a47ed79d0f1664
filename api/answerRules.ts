import { faultyItems, type Judged } from '../domain/inspection.ts';
import { Refusal } from '../domain/refusal.ts';
import { judgeProposal, readProposal } from '../domain/sanction.ts';
import type { Variables } from '../engine/bpmn/instance.ts';
import { caseOfInstance } from '../store/cases.ts';
import type { Db } from '../store/db.ts';
import { isAtWork } from '../store/enforcing.ts';
import { findRunning } from '../store/inspectionWork.ts';
import { clausesByRef } from '../store/policies.ts';

/** What was entered, and in which instance; none yet when it starts one. */
type Answered = { readonly values: Variables; readonly instance: string | undefined };
type Rule = (db: Db, answered: Answered) => Promise<void>;

/** What a form asks beyond its schema, by the id of the form: judged when it is sent in, on what is known then. */
const rules: Readonly<Record<string, Rule>> = {
  'case-proposal': proposable,
  'inspection-confirmation': complete,
  'inspection-results': complete,
  'violation-report': reportable,
};

/** Throws the Refusal of whatever the policy has against what was entered in a form. */
export async function checkAnswer(db: Db, form: string, values: Variables, instance?: string): Promise<void> {
  const rule = Object.hasOwn(rules, form) ? rules[form] : undefined;
  await rule?.(db, { values, instance });
}

/** Only what the matrix and the enforceability of the clause leave; compensation within its cap (POL-01#7.3–7.5). */
async function proposable(db: Db, { values, instance = '' }: Answered): Promise<void> {
  const file = await caseOfInstance(db, instance);
  const refusal = judgeProposal(readProposal(values), file?.allowed ?? []);
  if (refusal) throw refusal;
}

/** Each item of the sample judged once, with a note and a clause there is where it falls short (POL-01#17.2). */
async function complete(db: Db, { values, instance = '' }: Answered): Promise<void> {
  const results = values['results'] as readonly (Judged & { readonly clause?: string })[];
  const running = await findRunning(db, instance.slice(instance.indexOf('/') + 1));
  const faulty = faultyItems(running?.size ?? 0, results);
  if (faulty.length > 0) throw new Refusal('inspection-incomplete', { items: faulty.join(', ') });
  await known(
    db,
    results.flatMap(({ clause }) => (clause === undefined ? [] : [clause])),
  );
}

/** Somebody at work, and a clause of a policy in force. */
async function reportable(db: Db, { values }: Answered): Promise<void> {
  const { respondent, clause } = values as { readonly respondent: string; readonly clause: string };
  if (!(await isAtWork(db, respondent))) throw new Refusal('person-unknown', { person: respondent });
  await known(db, [clause]);
}

async function known(db: Db, clauses: readonly string[]): Promise<void> {
  const found = new Set((await clausesByRef(db, clauses)).map(({ id }) => id));
  const stray = clauses.find((clause) => !found.has(clause));
  if (stray !== undefined) throw new Refusal('clause-missing', { clause: stray });
}
