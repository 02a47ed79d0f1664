import type { NodeOf, Process } from '../../model.ts';
import type { Findings } from '../findings.ts';
import type { References } from '../references.ts';

type UserTask = NodeOf<'userTask'>;
type People = ReadonlySet<string>;

/** Somebody can lawfully do every task: duties are held, and an approval is not left to those who may not decide it. */
export function lawfulness(findings: Findings, process: Process, references: References): void {
  const { holders } = references;
  if (holders === undefined) return;
  for (const node of Object.values(process.nodes)) {
    if (node.kind !== 'userTask') continue;
    const { duty, person } = node.assignment;
    if (duty === undefined && person === undefined) {
      findings.error(node.id, 'assignment-missing');
    } else if (duty !== undefined && (holders[duty] ?? []).length === 0) {
      findings.error(node.id, 'duty-unheld', { id: duty });
    } else {
      qualified(findings, node, references);
      decidable(findings, process, node, references);
    }
  }
}

/** Whoever holds the duty may lack what else the task asks for. */
function qualified(findings: Findings, task: UserTask, references: References): void {
  const people = candidatesOf(task, references);
  if (people === undefined) return;
  const { permission, credential } = task;
  if (permission !== undefined && lacksAll(people, references.permitted?.[permission], references.permitted)) {
    findings.error(task.id, 'permission-unheld', { id: permission });
  }
  if (credential !== undefined && lacksAll(people, references.credentialed?.[credential], references.credentialed)) {
    findings.error(task.id, 'credential-unheld', { id: credential });
  }
}

function lacksAll(people: People, having: readonly string[] | undefined, known: object | undefined): boolean {
  return known !== undefined && !(having ?? []).some((person) => people.has(person));
}

/** An approval for which everybody who could decide may turn out to be excluded, or certainly is. */
function decidable(findings: Findings, process: Process, task: UserTask, references: References): void {
  const people = task.approval && qualifiedPeople(task, references);
  if (task.approval === undefined || people === undefined || people.size === 0) return;
  const excluded = [
    startersOf(process, references),
    ...task.approval.notBy.map((id) => performersOf(process, id, references)),
  ]
    .flatMap((performers) => performers ?? [])
    .filter((performers) => [...performers].some((person) => people.has(person)));

  const certain = new Set(
    excluded.filter((performers) => performers.size === 1).flatMap((performers) => [...performers]),
  );
  if ([...people].every((person) => certain.has(person))) {
    findings.error(task.id, 'approval-undecidable', { case: 'certain' });
  } else if (excluded.length >= people.size) {
    findings.warning(task.id, 'approval-undecidable', { case: 'possible' });
  }
}

function qualifiedPeople(task: UserTask, references: References): People | undefined {
  const people = candidatesOf(task, references);
  const permitted = task.permission === undefined ? undefined : references.permitted?.[task.permission];
  const credentialed = task.credential === undefined ? undefined : references.credentialed?.[task.credential];
  return people && new Set([...people].filter((person) => allows(permitted, person) && allows(credentialed, person)));
}

function allows(people: readonly string[] | undefined, person: string): boolean {
  return people === undefined || people.includes(person);
}

/** Who may be asked, when that is known without running: not when a person is computed. */
function candidatesOf(task: UserTask, references: References): People | undefined {
  const { duty, person } = task.assignment;
  if (person !== undefined || duty === undefined) return undefined;
  return new Set(references.holders?.[duty] ?? []);
}

function startersOf(process: Process, references: References): People | undefined {
  if (process.starters === undefined) return undefined;
  return new Set(process.starters.flatMap((duty) => references.holders?.[duty] ?? []));
}

function performersOf(process: Process, id: string, references: References): People | undefined {
  const node = process.nodes[id];
  return node?.kind === 'userTask' ? candidatesOf(node, references) : undefined;
}
