import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locales, readForms, texts } from '../../catalog/index.ts';
import { cancelUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import {
  buildSigned,
  built,
  everybodyPassed,
  instancesOf,
  onCondition,
  planned,
  plannedOnCondition,
  storyOf,
} from './rolloutWays.ts';
import { beginRollout, pilot, seedRollout } from './rolloutWorld.ts';
import { createWorld, until, type World } from './world.ts';

const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedRollout(world);
});
afterAll(() => world.close());

describe('a condition', () => {
  test('that is missed holds the phase after its gate until it is met', async () => {
    const it = await beginRollout(world);
    const condition = await plannedOnCondition(world, it, 10);
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#7`).token('work');

    await world.environment.sleep('12 days');
    await it.state('plan', 'failed');
    for (const chapter of ['7', '12'])
      await it.process('chapterReview', `${it.key}#${chapter}`).complete('work', 'wang');
    await world.environment.sleep('1 hour');
    expect((await instancesOf(world, it)).some((id) => id.startsWith('consultation'))).toBe(false);
    const told = await world.db('notification').where({ instance_id: it.id, kind: 'rollout-condition-missed' });
    expect(new Set(told.map(({ person_id }) => person_id))).toEqual(new Set(['qin', 'wang']));

    await it.ask({ meet: condition, phase: 'plan' }, 'wang');
    await it.process('consultation', it.key).token('work');
    await it.state('plan', 'passed');
    expect(await world.db('rollout_condition').where({ rollout_id: it.id }).first()).toMatchObject({
      state: 'met',
      met_by: 'wang',
      comment: 'done',
    });
  });

  test('that is met in time does not act', async () => {
    const it = await beginRollout(world);
    const condition = await plannedOnCondition(world, it, 5);
    await it.ask({ meet: condition, phase: 'plan' }, 'wang');
    await world.environment.sleep('7 days');

    expect((await it.rollout()).phases.plan.state).toBe('passed');
    expect(await storyOf(world, it)).not.toContain('condition-missed');
  });

  test('has the time left after a pause that it had before', async () => {
    const it = await beginRollout(world);
    await plannedOnCondition(world, it, 10);
    await it.ask({ pause: 'peak season' });
    await world.environment.sleep('20 days');
    expect((await it.rollout()).phases.plan.state).toBe('conditional');

    await it.ask({ resume: true });
    await world.environment.sleep('8 days');
    expect((await it.rollout()).phases.plan.state).toBe('conditional');
    await world.environment.sleep('4 days');
    await it.state('plan', 'failed');
  });
});

describe('a pause', () => {
  test('begins nothing; what people have in hand they may finish', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#7`).token('work');
    expect(await it.ask({ pause: 'peak season' })).toMatchObject({ state: 'paused' });

    for (const chapter of ['7', '12'])
      await it.process('chapterReview', `${it.key}#${chapter}`).complete('work', 'wang');
    await world.environment.sleep('3 days');
    expect((await instancesOf(world, it)).some((id) => id.startsWith('consultation'))).toBe(false);

    await it.ask({ resume: true });
    expect(await it.process('consultation', it.key).token('work')).not.toBe('');
  });
});

describe('a phase that is taken back', () => {
  test('has its processes withdrawn and begins anew when it is launched again', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#7`).complete('work', 'wang');
    await it.process('chapterReview', `${it.key}#12`).token('work');
    const answer = await it.ask({ regress: 'build', reason: 'the scope has changed' });

    expect(answer).toMatchObject({ phase: { id: 'build', state: 'regressed' } });
    await it.launch('build');
    for (const chapter of ['7', '12']) await it.process('chapterReview', `${it.key}#${chapter}~2`).token('work');
    const reviews = (await instancesOf(world, it)).filter((id) => id.startsWith('chapterReview'));
    expect(reviews).toEqual([
      `chapterReview/${it.key}#12 cancelled`,
      `chapterReview/${it.key}#12~2 running`,
      `chapterReview/${it.key}#7 completed`,
      `chapterReview/${it.key}#7~2 running`,
    ]);
    const attempts = await world.db('rollout_phase').where({ rollout_id: it.id, phase: 'build' }).orderBy('attempt');
    expect(attempts.map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'regressed'],
      [2, 'running'],
    ]);
  });

  test('has its waves closed; the next attempt trains in waves of its own', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await built(world, it);
    await buildSigned(it);
    await it.state('build', 'passed');
    await it.launch('train');
    await until(() =>
      world
        .db('wave')
        .where({ id: `wave/${it.key}/pilot` })
        .first(),
    );

    await it.ask({ regress: 'train', reason: 'the course was wrong' });
    await until(() =>
      world
        .db('wave')
        .where({ id: `wave/${it.key}/pilot`, state: 'closed' })
        .first(),
    );
    await it.launch('train');
    await everybodyPassed(world, `wave/${it.key}/pilot~2`);
    await world.environment.sleep('15 minutes');
    await it.sign(`gateReview/${it.key}-wave-pilot`, 'zhao');
    await it.sign(`gateReview/${it.key}-train`, 'wang');
    expect((await it.state('train', 'passed')).waves['pilot']?.workflow).toBe(`wave/${it.key}/pilot~2`);
  });
});

describe('a wave that is due and not ready', () => {
  test('passes on conditions, or fails and is put before its manager again', async () => {
    const due = (await world.environment.currentTimeMs()) + 3 * DAY_MS;
    const it = await beginRollout(world, { waves: [{ ...pilot, due }] });
    await planned(it);
    await built(world, it);
    await buildSigned(it);
    await it.state('build', 'passed');
    await it.launch('train');
    await until(() =>
      world
        .db('wave')
        .where({ id: `wave/${it.key}/pilot` })
        .first(),
    );
    await world.environment.sleep('4 days');
    await it.sign(`gateReview/${it.key}-wave-pilot`, 'zhao');
    const failed = await it.state('train', 'failed');
    expect(failed.phases.train.troubles).toEqual([{ kind: 'wave', id: 'pilot' }]);

    await it.launch('train');
    await it.sign(`gateReview/${it.key}-wave-pilot~2`, 'zhao', await onCondition(world, 20));
    await it.sign(`gateReview/${it.key}-train`, 'wang');
    const { phases, waves } = await it.state('train', 'conditional');
    expect(waves['pilot']?.state).toBe('conditional');
    expect(phases.train.conditions).toMatchObject([{ wave: 'pilot', state: 'open', askedBy: 'zhao' }]);
    expect((await instancesOf(world, it)).filter((id) => id.startsWith('gateReview'))).toHaveLength(4);
  });
});

describe('work that comes to nothing', () => {
  test('fails the phase by name, and a launch does only that again', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#7`).complete('work', 'wang');
    const other = it.process('chapterReview', `${it.key}#12`);
    await other.token('work');
    const message = { requestId: randomUUID(), answeredAt: 0, actor: { by: 'qin' }, grounds: {}, reason: 'by mistake' };
    await other.handle.executeUpdate(cancelUpdate, { args: [message] });

    const { phases } = await it.state('build', 'failed');
    expect(phases.build.troubles).toEqual([{ kind: 'work', id: 'chapter/12' }]);
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#12~2`).complete('work', 'wang');
    await it.process('consultation', `${it.key}~2`).token('work');
    expect((await instancesOf(world, it)).filter((id) => id.startsWith('chapterReview'))).toHaveLength(3);
  });
});

describe('a process that is not deployed', () => {
  test('fails the phase that needs it, and is begun by the next launch', async () => {
    const current = (isCurrent: boolean) =>
      world.db('process_definition').where({ key: 'rolloutPlan' }).update({ current: isCurrent });
    await current(false);
    const it = await beginRollout(world);
    await it.launch('plan');
    const { phases } = await it.state('plan', 'failed');
    await current(true);

    expect(phases.plan.troubles).toEqual([{ kind: 'work', id: 'plan' }]);
    await it.launch('plan');
    expect(await it.process('rolloutPlan', `${it.key}~2`).token('fillPlan')).not.toBe('');
  });
});

describe('a rollout that is cancelled', () => {
  test('withdraws its processes and ends', async () => {
    const it = await beginRollout(world);
    await it.launch('plan');
    await it.process('rolloutPlan', it.key).token('fillPlan');
    const answer = await it.ask({ cancel: 'merged into another policy' });

    expect(answer).toMatchObject({ kind: 'done', state: 'cancelled' });
    expect(await it.handle.result()).toEqual({ state: 'cancelled' });
    await until(async () => (await instancesOf(world, it))[0]?.endsWith('cancelled') || undefined);
    expect(await world.db('rollout').where({ id: it.id }).first()).toMatchObject({ state: 'cancelled' });
  });
});

describe('everything that happens', () => {
  test.each(locales)('has its sentence on the board and in the notifications, in %s', async (locale) => {
    const kinds = async (table: string) => {
      const found = await world
        .db(table)
        .distinct('kind')
        .where('kind', table === 'notification' ? 'like' : '<>', 'rollout-%');
      return found.map(({ kind }: { kind: string }) => kind);
    };
    const { rollout: { events: sentences = {} } = {}, notifications = {} } = texts(locale);

    const happened = await kinds('rollout_event');
    expect(happened.length).toBeGreaterThan(15);
    expect(happened.filter((kind) => !Object.hasOwn(sentences as object, kind))).toEqual([]);
    expect((await kinds('notification')).filter((kind) => !Object.hasOwn(notifications, kind))).toEqual([]);
  });

  test('is measured by facts that have a name, and that the form of a review knows', async () => {
    const gates: { facts: readonly { id: string }[] }[] = await world.db('rollout_gate').select('facts');
    const measured = new Set(gates.flatMap(({ facts }) => facts.map(({ id }) => id)));
    const review = readForms().find(({ id }) => id === 'gate-review');
    const known = review?.schema.properties?.['facts']?.items?.properties?.['fact']?.enum ?? [];

    for (const locale of locales) {
      const names = texts(locale)['rollout']?.['facts'] as Record<string, string>;
      expect([...measured].filter((id) => names[id] === undefined)).toEqual([]);
      expect(
        Object.keys(names)
          .filter((id) => !id.startsWith('plan-'))
          .sort(),
      ).toEqual([...known].sort());
    }
  });
});
