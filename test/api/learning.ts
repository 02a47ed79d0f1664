import { randomUUID } from 'node:crypto';
import { readCourses } from '../../catalog/index.ts';
import { queues } from '../../platform/queues.ts';
import type { WaveInput } from '../../workflows/messages.ts';
import type { RunningWorld } from './running.ts';
import type { Caller } from './world.ts';

const TWO_WEEKS_MS = 14 * 86_400_000;

/** The course that the waves of these tests teach, as it ships. */
export const course =
  readCourses().find(({ id }) => id === 'POL-01.12') ?? raise('the course of chapter 12 is missing');

function raise(reason: string): never {
  throw new Error(reason);
}

const TRIES = 400;
const WAIT_MS = 25;

/** Waits until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let left = TRIES; left > 0; left -= 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return raise('it did not come about');
}

/** A wave of these people that runs, once they are enrolled. It is counted every second. */
export async function openWave(world: RunningWorld, people: readonly string[]): Promise<string> {
  const wave = `wave/POL-01@v1/${randomUUID().slice(0, 8)}`;
  const now = Date.now();
  const input: WaveInput = {
    wave,
    rollout: 'rollout/POL-01@v1',
    policy: 'POL-01',
    version: 1,
    name: { 'zh-CN': '试点', en: 'Pilot' },
    courses: [course.id],
    audience: { people },
    manager: 'shen-wei',
    due: now + TWO_WEEKS_MS,
    startedBy: 'qin-lang',
    startedAt: now,
    timeScale: 1 / 600,
  };
  const { workflow } = world.environment.client;
  await workflow.start('wave', { taskQueue: queues.main, workflowId: wave, args: [input] });
  await until(async () => (await world.db('wave').where({ id: wave }).first('counted_at'))?.counted_at ?? undefined);
  return wave;
}

/** Reads every lesson of the course. */
export async function read(caller: Caller, wave: string): Promise<void> {
  for (const { id } of course.lessons) {
    await caller.send('finishLesson', { params: { wave, course: course.id, lesson: id } });
  }
}

/** What is right for these items, but for so many of them from the end. */
export function answersTo(items: readonly { readonly id: string }[], wrong = 0): Record<string, string[]> {
  return Object.fromEntries(
    items.map(({ id }, index) => {
      const right = course.quiz.items.find((item) => item.id === id)?.answer ?? [];
      return [id, index < items.length - wrong ? [...right] : []];
    }),
  );
}

/** Takes the quiz once, with so many wrong answers. */
export async function attemptQuiz(caller: Caller, wave: string, wrong = 0) {
  const { body: attempt } = await caller.send('startQuiz', { params: { wave, course: course.id } });
  return caller.send('answerQuiz', {
    params: { attempt: attempt.id },
    body: { answers: answersTo(attempt.items, wrong) },
  });
}

/** The code of the refusal that an answer is. */
export async function refused(answer: Promise<{ readonly problem: { readonly code: string } }>): Promise<string> {
  return (await answer).problem.code;
}
