import { isShortfall } from '../../domain/inspection.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import {
  closeInspection,
  confirmInspection,
  type FindingDraft,
  findRunning,
  type ItemResult,
  loadsOf,
  nameInspector,
  type Running,
  recordAnswer,
  recordResults,
  type SheetItem,
  sheetOf,
} from '../../store/inspectionWork.ts';
import { peopleByIds, superiorOf } from '../../store/people.ts';
import { holdersOf } from '../../store/standing.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Db; readonly running: Running; readonly variables: Variables };
type Action = (step: Step) => Promise<Variables>;

const actions: Readonly<Record<string, Action>> = { assign, record, answer, findings, close };

/** Service job "inspection": header `action` names the step of the inspection that `inspection` names. */
export async function runInspection({ db }: Telling, { node }: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['action'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${node}: there is no step ${name} of an inspection`);
  const { inspection } = variables as { readonly inspection?: unknown };
  const running = typeof inspection === 'string' ? await findRunning(db, inspection) : undefined;
  if (!running) throw hopeless(`${node}: there is no inspection ${String(inspection)}`);
  return { variables: await action({ db, running, variables }) };
}

/** Names whoever of the pool has least to do and no stake in what was drawn (POL-01#17.2). */
async function assign({ db, running }: Step): Promise<Variables> {
  const sheet = await sheetOf(db, running.id);
  const inspector = await chooseInspector(db, running, sheet);
  await nameInspector(db, running.id, inspector);
  return {
    inspector,
    sheet: sheet.map(({ number, title, finishedAt }) => ({
      item: number,
      subject: `${title} · ${finishedAt.toISOString().slice(0, 'YYYY-MM-DD'.length)}`,
    })),
  };
}

async function chooseInspector(db: Db, running: Running, sheet: readonly SheetItem[]): Promise<string> {
  const { pool, independence } = running;
  if (running.inspector !== null) return running.inspector;
  const inspected = new Set(sheet.flatMap(({ performer, onBehalfOf }) => [performer, onBehalfOf]));
  const departments = new Set(sheet.map(({ department }) => department));
  const free = (await holdersOf(db, [`duty:${pool}`], { at: new Date() })).filter(
    ({ id, department }) => !inspected.has(id) && !(independence === 'other-department' && departments.has(department)),
  );
  const loads = await loadsOf(
    db,
    free.map(({ id }) => id),
  );
  const [chosen] = loads;
  if (!chosen) throw hopeless(`nobody who holds the duty ${pool} is independent of what was drawn`);
  return chosen.id;
}

/** Keeps the first results; whoever fell short is heard, each about their own work. */
async function record({ db, running, variables }: Step): Promise<Variables> {
  const results = resultsIn(variables);
  await recordResults(db, running.id, results);
  const subjects = new Map((await sheetOf(db, running.id)).map((item) => [item.number, item]));
  const shortfalls = results.filter(({ result }) => isShortfall(result));
  const people = [...new Set(shortfalls.map(({ item }) => subjects.get(item)?.performer ?? ''))].filter(Boolean);
  return {
    inspected: people.map((person) => ({
      person,
      results: shortfalls.filter(({ item }) => subjects.get(item)?.performer === person),
    })),
  };
}

async function answer({ db, running, variables }: Step): Promise<Variables> {
  const given = variables as {
    readonly answerer?: { readonly person?: string };
    readonly answer?: string;
    readonly answerComment?: string;
  };
  const person = given.answerer?.person;
  if (person === undefined || given.answer === undefined) throw hopeless('nobody has answered');
  await recordAnswer(db, running.id, { person, answer: given.answer, comment: given.answerComment ?? null });
  return {};
}

/** Makes the final results findings, each with whoever has to put it right. */
async function findings({ db, running, variables }: Step): Promise<Variables> {
  const results = resultsIn(variables);
  const sheet = new Map((await sheetOf(db, running.id)).map((item) => [item.number, item]));
  const drafts: FindingDraft[] = [];
  for (const it of results) {
    const item = sheet.get(it.item);
    if (item && isShortfall(it.result)) drafts.push(draftOf(running, it, await ownerOf(db, item.performer)));
  }
  const accepted = await confirmInspection(db, { running, results, findings: drafts, at: new Date() });
  return { findings: drafts, accepted };
}

function draftOf({ id, clauses }: Running, { item, result, note, clause, intentSuspected }: ItemResult, owner: string) {
  return {
    id: `${id}-${item}`,
    item,
    severity: result as FindingDraft['severity'],
    clause: clause ?? clauses[0] ?? '',
    owner,
    description: note ?? '',
    intentSuspected: intentSuspected ?? false,
  };
}

/** Whoever did it; their superior when they have left. */
async function ownerOf(db: Db, performer: string): Promise<string> {
  const [person] = await peopleByIds(db, [performer]);
  return person?.active === false ? ((await superiorOf(db, performer)) ?? performer) : performer;
}

async function close({ db, running }: Step): Promise<Variables> {
  await closeInspection(db, running.id, new Date());
  return {};
}

function resultsIn(variables: Variables): readonly ItemResult[] {
  const { results } = variables as { readonly results?: unknown };
  if (!Array.isArray(results)) throw hopeless('the inspection has no results');
  return results as readonly ItemResult[];
}
