import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { processFiles } from '../../catalog/index.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';
import { declare } from '../../store/acknowledgements.ts';
import { saveCourse } from '../../store/courses.ts';
import { deployProcess } from '../../store/definitions.ts';
import { noteChange, saveLesson, saveOutcome } from '../../store/learning.ts';
import { markDirty } from '../../store/waves.ts';
import { type WaveInput, waveDirtySignal } from '../../workflows/messages.ts';
import { course } from './lessons.ts';
import { until, type World } from './world.ts';

const both = (text: string) => ({ 'zh-CN': text, en: text });
const HASH = 'hash-of-v2';

/** A policy of two versions, its courses, and the process by which tutors explain. */
export async function seedTraining(db: Knex): Promise<void> {
  await db('policy')
    .insert({ id: 'POL-01', title: JSON.stringify(both('Policy')) })
    .onConflict()
    .ignore();
  await db('policy_version').insert({ policy_id: 'POL-01', version: 2, status: 'draft', content_hash: HASH });
  await saveCourse(db, course('1'));
  await saveCourse(db, course('2'));
  await db('credential_type').insert({
    id: 'policy-POL-01',
    name: JSON.stringify(both('Certificate')),
    policy_id: 'POL-01',
  });
  const [tutoring = ''] = processFiles().filter((file) => file.endsWith('tutoring.bpmn'));
  const xml = readFileSync(tutoring, 'utf8');
  const [model] = (await compile(xml)).processes;
  if (model) await deployProcess(db, { model, xml });
}

/** Everybody at work is in it, it is due in ten days, and nobody has a rollout. */
export async function beginWave(world: World, more: Partial<WaveInput> = {}): Promise<string> {
  const now = await world.environment.currentTimeMs();
  const wave = more.wave ?? `wave/POL-01@v2/${randomUUID().slice(0, 8)}`;
  const input: WaveInput = {
    wave,
    rollout: 'rollout/POL-01@v2',
    policy: 'POL-01',
    version: 2,
    name: both('Pilot'),
    courses: ['POL-01.1'],
    audience: {},
    manager: 'chen',
    due: now + 10 * DAY_MS,
    startedBy: 'chen',
    startedAt: now,
    timeScale: 1,
    ...more,
  };
  await world.client.workflow.start('wave', { taskQueue: world.queue, workflowId: wave, args: [input] });
  return wave;
}

export const DAY_MS = 86_400_000;

/** As the API does it: written first, then told to the wave by whoever is first. */
async function told(world: World, wave: string, person: string): Promise<void> {
  await noteChange(world.db, wave, person);
  if (await markDirty(world.db, wave)) await world.client.workflow.getHandle(wave).signal(waveDirtySignal);
}

export async function pass(world: World, wave: string, person: string, chapter = '1'): Promise<void> {
  const learner = { wave, person, course: `POL-01.${chapter}` };
  const at = new Date();
  await saveLesson(world.db, learner, { lesson: `${chapter}.1`, at, total: 1 });
  await saveOutcome(world.db, learner, { passed: true, exhausted: false, at });
  await told(world, wave, person);
}

export async function failThrice(world: World, wave: string, person: string): Promise<void> {
  const learner = { wave, person, course: 'POL-01.1' };
  const at = new Date();
  await saveLesson(world.db, learner, { lesson: '1.1', at, total: 1 });
  await saveOutcome(world.db, learner, { passed: false, exhausted: true, at });
  await told(world, wave, person);
}

export async function sign(world: World, wave: string, person: string): Promise<void> {
  await declare(world.db, {
    id: randomUUID(),
    person,
    policy: 'POL-01',
    version: 2,
    wave,
    verdict: 'signed',
    contentHash: HASH,
    statementHash: 'words',
    locale: 'en',
    at: new Date(),
  });
  await told(world, wave, person);
}

export const HOUR_MS = 3_600_000;

/** What a test asks of the waves of a world, and has people do in them. */
export const observing = (world: () => World) => {
  const rowOf = (wave: string) => world().db('wave').where({ id: wave }).first();
  return {
    rowOf,
    counted: (wave: string) => until(async () => (await rowOf(wave))?.counted_at ?? undefined),
    statusOf: async (wave: string, person: string): Promise<string> =>
      (await world().db('enrolment').where({ wave_id: wave, person_id: person }).first('status'))?.status,
    /** Kinds of what somebody was told about a wave, in order. */
    told: async (wave: string, person: string): Promise<string[]> => {
      const mine = world().db('notification').where({ person_id: person }).where('id', 'like', `${wave}|%`);
      return (await mine.orderBy('created_at').orderBy('id')).map(({ kind }: { kind: string }) => kind);
    },
    complete: async (wave: string, people: readonly string[]): Promise<void> => {
      for (const person of people) {
        await pass(world(), wave, person);
        await sign(world(), wave, person);
      }
    },
    ended: (wave: string) => world().client.workflow.getHandle(wave).result(),
  };
};
