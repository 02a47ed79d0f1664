import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTasks } from '../../engine/bpmn/step.ts';
import { deployProcess } from '../../store/definitions.ts';
import { signOffUpdate } from '../../workflows/messages.ts';
import { devServer } from '../setup/temporal.ts';
import { approval, type Draft, end, processOf, start, task } from './model.ts';
import { begin, createWorld, envelope, runningOf, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await devServer());
});
afterAll(() => world.close());

/** Before and after the deadline, which is a second; and when an answer is heard. */
const BEFORE_MS = 500;
const AFTER_MS = 1_200;
const LATE_MS = 1_500;

const expiry: Draft = {
  id: 'expiry',
  kind: 'boundaryEvent',
  host: 'review',
  interrupting: true,
  event: { kind: 'timer', timer: { kind: 'duration', duration: 'PT1S' } },
};
const expiring = processOf(
  'expiring',
  [start, approval('review'), expiry, task('chase'), end],
  ['start -> review', 'review -> end', 'expiry -> chase', 'chase -> end'],
);

async function openReview() {
  const running = await begin(world, { process: expiring });
  const token = await running.token('review');
  const [{ openedAt } = { openedAt: 0 }] = openTasks(await running.instance());
  const signOffAfter = (ms: number) =>
    running.signOff('review', 'wang', { token, answeredAt: openedAt + ms }).catch((it: unknown) => it);
  return { running, openedAt, signOffAfter };
}

describe('an answer that no worker hears until the deadline has passed', () => {
  test('stands when it was given in time, and is refused when it was not', async () => {
    const [timely, late] = await Promise.all([openReview(), openReview()]);
    await world.rest();
    await wait(Math.max(timely.openedAt, late.openedAt) + LATE_MS - Date.now());
    const answers = Promise.all([timely.signOffAfter(BEFORE_MS), late.signOffAfter(AFTER_MS)]);
    await world.work();

    const [accepted, refused] = await answers;

    expect(accepted).toMatchObject({ kind: 'done', status: 'completed' });
    expect(refusalIn(refused)).toBe('task-closed');
    expect(await late.running.token('chase')).toBeTruthy();
    expect(await tasksOf(timely.running.id)).toEqual([['review', 'approved', 'wang']]);
    expect(await tasksOf(late.running.id)).toEqual([
      ['review', 'withdrawn', null],
      ['chase', 'open', null],
    ]);
  });
});

describe('separation of duties', () => {
  const parallel = processOf(
    'parallel',
    [
      start,
      { id: 'fork', kind: 'parallelGateway' },
      task('propose'),
      approval('review', ['propose']),
      { id: 'join', kind: 'parallelGateway' },
      end,
    ],
    ['start -> fork', 'fork -> propose', 'fork -> review', 'propose -> join', 'review -> join', 'join -> end'],
  );

  test('is judged again when the answer is taken: what was not known when it was given counts', async () => {
    const running = await begin(world, { process: parallel });
    const [propose, review] = [await running.token('propose'), await running.token('review')];
    await world.rest();
    const now = Date.now();
    const answers = Promise.all([
      running.complete('propose', 'zhao', {}, { token: propose, answeredAt: now }),
      running.signOff('review', 'zhao', { token: review, answeredAt: now + 1 }),
    ]);
    await world.work();

    expect(await answers).toMatchObject([
      { kind: 'done' },
      { kind: 'refused', code: 'own-work', params: { person: 'zhao', step: 'propose' } },
    ]);
    const [refused] = await world.db('process_step').where({ instance_id: running.id, sequence: 3 });
    expect(refused).toMatchObject({ kind: 'taskCompleted', actor_id: 'zhao', refused: { code: 'own-work' } });
    expect(await running.signOff('review', 'wang')).toMatchObject({ kind: 'done', status: 'completed' });
  });
});

async function tasksOf(instance: string) {
  const rows = await world.db('task').where({ instance_id: instance }).orderBy('opened_at');
  return rows.map(({ node, status, closed_by: by }) => [node, status, by]);
}

describe('many people at one instance', () => {
  const seats = Array.from({ length: 30 }, (_, index) => `seat${index + 1}`);
  const council = processOf(
    'council',
    [
      start,
      { id: 'fork', kind: 'parallelGateway' },
      ...seats.map((seat) => approval(seat)),
      { id: 'join', kind: 'parallelGateway' },
      end,
    ],
    [
      'start -> fork',
      ...seats.map((seat) => `fork -> ${seat}`),
      ...seats.map((seat) => `${seat} -> join`),
      'join -> end',
    ],
  );

  test('sign off at once: each is answered, none twice, none refused, and the journal has each once', async () => {
    const running = await begin(world, { process: council });
    await running.token('seat30');

    const answers = await Promise.all(seats.map((seat, index) => running.signOff(seat, `person-${index}`)));

    expect(answers.map(({ kind }) => kind)).toEqual(seats.map(() => 'done'));
    expect(await running.handle.result()).toEqual({ status: 'completed' });
    const steps = await world.db('process_step').where({ instance_id: running.id }).orderBy('sequence');
    expect(steps.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
    expect(new Set(steps.map(({ actor_id: by }) => by)).size).toBe(31);
  });

  test('want the same task: one gets it, the others are told who did', async () => {
    const running = await begin(world, { process: expiringNever });
    const token = await running.token('review');

    const answers = await Promise.all(
      seats.slice(0, 8).map(async (_, index) => {
        const sent = {
          ...(await envelope(world, token, `person-${index}`)),
          verdict: 'approved' as const,
          variables: {},
        };
        return running.handle
          .executeUpdate(signOffUpdate, { updateId: randomUUID(), args: [sent] })
          .catch((it: unknown) => it);
      }),
    );

    const done = answers.filter((answer) => refusalIn(answer) === undefined);
    expect(done).toMatchObject([{ kind: 'done', status: 'completed' }]);
    const codes = new Set(answers.map(refusalIn));
    expect([...codes].filter((it) => it !== undefined && it !== 'task-closed' && it !== 'instance-ended')).toEqual([]);
    const rows = await world.db('audit_event').where({ instance_id: running.id, action: 'task-approved' });
    expect(rows.filter(({ refused }) => refused === null)).toHaveLength(1);
  });
});

const expiringNever = processOf('single', [start, approval('review'), end], ['start -> review', 'review -> end']);

/** Started; a workflow task, a definition loaded, a record; a workflow task. */
const EVENTS_TO_OPEN = 11;

describe('a called process that is terminated by hand', () => {
  const called = processOf('called', [start, task('screen'), end], ['start -> screen', 'screen -> end']);
  const calling = processOf(
    'calling',
    [start, { id: 'call', kind: 'callActivity', calls: 'called', businessKey: '"t1"' }, end],
    ['start -> call', 'call -> end'],
  );

  test('is an incident of its parent', async () => {
    await deployProcess(world.db, { model: called, xml: '<definitions/>' });
    const parent = await begin(world, { process: calling });
    const child = runningOf(world, 'called/t1');
    await child.token('screen');

    await child.handle.terminate('by hand');

    const incident = await until(() => world.db('incident').where({ instance_id: parent.id }).first());
    expect(incident).toMatchObject({ node: 'call', resolved_at: null });
  });
});

describe('a refused attempt', () => {
  test('leaves nothing in the history', async () => {
    const running = await begin(world, { process: expiringNever });
    const token = await running.token('review');
    const lengthOf = async () => (await running.handle.describe()).historyLength;
    const opened = await until(async () => ((await lengthOf()) === EVENTS_TO_OPEN ? lengthOf() : undefined));

    for (let left = 5; left > 0; left -= 1) {
      await expect(running.signOff('review', 'lin', { token })).rejects.toMatchObject({
        cause: { type: 'own-request' },
      });
    }

    expect(await lengthOf()).toBe(opened);
  });
});

/** The code of a refusal, however it came: as an answer of the step or as the failure of a validator. */
function refusalIn(answer: unknown): string | undefined {
  const { kind, code, cause } = answer as { kind?: string; code?: string; cause?: { type?: string } };
  return kind === 'done' ? undefined : (code ?? cause?.type ?? String(answer));
}
