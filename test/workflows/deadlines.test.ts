import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tasksOf } from '../../workflows/tasks.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, end, processOf, start } from './model.ts';
import { begin, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const due = { duration: 'P2D', remindBefore: 'P1D', escalate: 'superior' } as const;
const simple = processOf(
  'deadline',
  [start, approval('review', [], { due }), end],
  ['start -> review', 'review -> end'],
);

const told = async (kind: string, instance: string) => {
  const rows = await world.db('notification').where({ kind, instance_id: instance }).orderBy('person_id');
  return rows.map(({ person_id: person }) => person);
};

describe('a task with a due date', () => {
  test('is reminded of before it is due, and escalated when it is, and stays open', async () => {
    const running = await begin(world, { process: simple });
    await running.token('review');

    await world.environment.sleep('23 hours');
    expect(await told('task-due-soon', running.id)).toEqual([]);
    await world.environment.sleep('2 hours');
    expect(await told('task-due-soon', running.id)).toEqual(['wang']);
    expect(await told('task-overdue', running.id)).toEqual([]);

    await world.environment.sleep('24 hours');
    expect(await told('task-overdue', running.id)).toEqual(['wang']);
    expect(tasksOf(await running.instance())).toMatchObject([{ candidates: ['duty:manager', 'person:chen'] }]);
    expect(await told('task-escalated', running.id)).toEqual(['chen']);
    expect(await running.signOff('review', 'chen')).toMatchObject({ kind: 'done', status: 'completed' });
  });

  test('is neither reminded of nor escalated once it is done', async () => {
    const running = await begin(world, { process: simple });
    await running.signOff('review', 'wang');

    await world.environment.sleep('5 days');

    expect(await told('task-due-soon', running.id)).toEqual([]);
    expect(await told('task-overdue', running.id)).toEqual([]);
  });

  test('falls due sooner where time is scaled', async () => {
    const running = await begin(world, { process: simple, timeScale: 1 / 24 });
    await running.token('review');

    await world.environment.sleep('3 hours');

    expect(await told('task-overdue', running.id)).toEqual(['wang']);
  });
});

describe('the moment of an answer', () => {
  test('is never before its task was opened', async () => {
    const running = await begin(world, { process: simple });
    await running.token('review');

    await running.signOff('review', 'wang', { answeredAt: 0 });

    const [step] = await world.db('process_step').where({ instance_id: running.id, sequence: 2 });
    const [opened] = await world.db('task').where({ instance_id: running.id });
    expect(step.at).toEqual(opened.opened_at);
  });
});
