import type { Command, Event, OpenTask } from '../../engine/bpmn/instance.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import type { Db } from '../../store/db.ts';
import { toJson } from '../../store/json.ts';
import type { StepRecord, StepsRecord } from '../../store/stepsRecord.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

export const noon = Date.UTC(2026, 10, 24, 12);
export const minutes = (count: number) => noon + count * 60_000;

/** People, departments and duties enough for the tests of this folder. */
export async function staff(db: Db): Promise<void> {
  const name = (text: string) => toJson({ 'zh-CN': text, en: text });
  const departments = ['ops', 'legal'];
  await db('department').insert(departments.map((id) => ({ id, name: name(id) })));
  const people = [
    { id: 'chen', department_id: 'ops', superior_id: null },
    { id: 'lin', department_id: 'ops', superior_id: 'chen' },
    { id: 'wang', department_id: 'ops', superior_id: 'chen' },
    { id: 'zhao', department_id: 'legal', superior_id: 'chen' },
  ];
  await db('person').insert(people.map((person) => ({ ...person, name: name(person.id) })));
  await db('duty').insert(['buyer', 'reviewer'].map((id) => ({ id, name: name(id) })));
  await db('duty_holder').insert([
    { person_id: 'lin', duty_id: 'buyer', department_id: 'ops' },
    { person_id: 'wang', duty_id: 'reviewer', department_id: 'ops' },
    { person_id: 'zhao', duty_id: 'reviewer', department_id: 'legal' },
  ]);
}

/** A database with them and with the process below. */
export async function furnishedDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await staff(database.db);
  await definition(database.db);
  return database;
}

export const process: Process = {
  format: 1,
  semantics: 1,
  id: 'purchase',
  name: 'Purchase',
  clauses: [],
  nodes: {},
  flows: {},
  scopes: {},
};

export async function definition(db: Db, hash = 'h1'): Promise<void> {
  await db('process_definition')
    .insert({ hash, key: process.id, version: 1, name: process.name, model: toJson(process), xml: '<definitions/>' })
    .onConflict('hash')
    .ignore();
}

export const started: Event = {
  kind: 'started',
  at: noon,
  by: 'lin',
  businessKey: 'P-1',
  variables: { requester: { id: 'lin', department: 'ops' } },
};

export const openTask = (token: string, patch: Partial<OpenTask> = {}): OpenTask => ({
  kind: 'openTask',
  token,
  node: 'review',
  name: 'Review',
  openedAt: noon,
  dueAt: minutes(60),
  candidates: ['duty:reviewer/ops'],
  clauses: ['POL-01#3.2'],
  approval: true,
  variables: { amount: 7 },
  ...patch,
});

export const step = (sequence: number, event: Event, ...commands: Command[]): StepRecord => ({
  sequence,
  event,
  commands,
});

export const record = (steps: readonly StepRecord[], patch: Partial<StepsRecord> = {}): StepsRecord => ({
  instanceId: 'purchase/P-1',
  processKey: 'purchase',
  businessKey: 'P-1',
  definition: 'h1',
  title: 'A purchase',
  startedBy: 'lin',
  status: 'running',
  steps,
  receipts: [],
  digest: `digest-${steps.at(-1)?.sequence}`,
  ...patch,
});

export const claimed = (token: string, by: string, at = minutes(1)): Event => ({ kind: 'taskClaimed', token, by, at });

export const approved = (token: string, by: string, at = minutes(2)): Event => ({
  kind: 'taskCompleted',
  token,
  by,
  at,
  verdict: 'approved',
  variables: {},
});
