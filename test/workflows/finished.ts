import type { Knex } from 'knex';
import { currentDefinition } from '../../store/definitions.ts';

/** A finished step as a test needs it. */
export type FinishedStep = {
  readonly key: string;
  readonly by: string;
  readonly node?: string;
  /** Absent: a purchase. */
  readonly process?: string;
  /** Absent: now, and in time. */
  readonly closedAt?: Date;
  readonly dueAt?: Date;
};

/** Writes finished steps down, as their processes would have. */
export async function finishSteps(db: Knex, steps: readonly FinishedStep[]): Promise<void> {
  for (const { key, by, process = 'procurement', node = 'payBalance', closedAt = new Date(), dueAt } of steps) {
    const definition = await currentDefinition(db, process);
    if (!definition) throw new Error(`${process} is not deployed`);
    const id = `${process}/${key}`;
    const shared = { process_key: process, title: `${definition.model.name} ${key}` };
    await db('process_instance')
      .insert({
        ...shared,
        id,
        business_key: key,
        definition: definition.hash,
        started_by: 'lin-yue',
        department_id: 'operations',
        status: 'running',
        sequence: 1,
        digest: '',
        started_at: closedAt,
      })
      .onConflict()
      .ignore();
    await db('task').insert({
      ...shared,
      id: `${id}|${node}`,
      instance_id: id,
      token: node,
      node,
      name: node,
      requester_id: 'lin-yue',
      status: 'completed',
      candidates: [],
      due_at: dueAt ?? 'infinity',
      opened_at: closedAt,
      closed_at: closedAt,
      closed_by: by,
      clauses: [],
      approval: false,
      variables: '{}',
    });
  }
}

/** Somebody who has signed the version in force and passed the courses of these chapters, as their wave would have it. */
export async function teach(db: Knex, person: string, chapters: readonly string[], at: Date): Promise<void> {
  const wave = `wave/POL-01@v1/${person}`;
  const version = { policy_id: 'POL-01', version: 1 };
  const name = JSON.stringify({ 'zh-CN': person, en: person });
  await db('wave').insert({
    ...version,
    id: wave,
    rollout_id: 'rollout/POL-01@v1',
    name,
    audience: '{}',
    thresholds: '{}',
    manager_id: person,
    due_at: at,
    started_by: 'qin-lang',
    started_at: at,
  });
  await db('enrolment').insert({ wave_id: wave, person_id: person, enrolled_at: at });
  for (const chapter of chapters) {
    const course = { wave_id: wave, person_id: person, course_id: `POL-01.${chapter}` };
    await db('course_progress').insert({ ...course, started_at: at, passed_at: at });
  }
  await db('acknowledgement').insert({
    ...version,
    id: `${wave}/signed`,
    person_id: person,
    wave_id: wave,
    verdict: 'signed',
    content_hash: 'c',
    statement_hash: 's',
    locale: 'zh-CN',
    at,
    seal: 'x',
  });
}
