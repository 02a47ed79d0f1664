import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelUpdate, transferUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import {
  beginRollout,
  buildSigned,
  built,
  chaptersReviewed,
  everybodyPassed,
  pilot,
  planned,
  type RunningRollout,
  released,
  seedRollout,
  wholePlan,
} from './rolloutWorld.ts';
import { createWorld, envelope, until, type World } from './world.ts';

const DAY_MS = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedRollout(world);
});
afterAll(() => world.close());

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ type: code }) });
const instances = async (it: RunningRollout) => {
  const rows = await world.db('process_instance').where({ parent_id: it.id }).orderBy('id').select('id', 'status');
  return rows.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`);
};
const events = async (it: RunningRollout) => {
  const rows = await world.db('rollout_event').where({ rollout_id: it.id }).orderBy('sequence').select('kind');
  return rows.map(({ kind }: { kind: string }) => kind);
};
/** A day, as a form has it, so far from now by the server's clock. */
const dayIn = async (days: number) => {
  const now = await world.environment.currentTimeMs();
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
};
const onCondition = async (days: number) => ({
  outcome: 'conditional',
  conditions: [{ text: 'complete the baseline', dueDate: await dayIn(days) }],
});

/** The plan passed, on a condition that is due in so many days. */
async function conditional(it: RunningRollout, days: number): Promise<string> {
  await it.launch('plan');
  const process = it.process('rolloutPlan', it.key);
  await process.complete('fillPlan', 'qin', wholePlan);
  await it.sign(process.id, 'wang', await onCondition(days));
  await process.signOff('approvePlan', 'chen', { variables: { outcome: 'passed' } });
  const { phases } = await it.state('plan', 'conditional');
  return phases.plan.conditions[0]?.id ?? '';
}

describe('a launch', () => {
  test('out of order is refused with what is missing, and leaves nothing in the history', async () => {
    const it = await beginRollout(world);
    await until(() => world.db('rollout').where({ id: it.id }).first());

    await expect(it.launch('train')).rejects.toThrow(refused('phase-not-due'));

    const { events: kept } = await it.handle.fetchHistory();
    expect((kept ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
  });

  test('twice with one request id is one launch with one answer', async () => {
    const it = await beginRollout(world);
    const requestId = randomUUID();
    const [first, second] = await Promise.all([
      it.launch('plan', 'qin', requestId),
      it.launch('plan', 'qin', requestId),
    ]);
    const again = await it.launch('plan', 'qin', requestId);

    expect(first).toEqual({ kind: 'done', state: 'running', phase: { id: 'plan', state: 'running' } });
    expect([second, again]).toEqual([first, first]);
    expect((await events(it)).filter((kind) => kind === 'phase-launched')).toHaveLength(1);
    expect(await world.db('step_receipt').where({ request_id: requestId }).first('answer')).toEqual({ answer: first });
  });

  test('by two officers at once is one launch; the other is told that it is launched', async () => {
    const it = await beginRollout(world);
    const both = await Promise.allSettled([it.launch('plan'), it.launch('plan')]);

    const answers = both.flatMap((it) => (it.status === 'fulfilled' ? [it.value.kind] : ['refused before']));
    expect(answers.filter((kind) => kind === 'done')).toHaveLength(1);
    expect((await events(it)).filter((kind) => kind === 'phase-launched')).toHaveLength(1);
    expect((await it.rollout()).phases.plan.launches).toBe(1);
  });
});

describe('a gate', () => {
  test('that a signer refuses fails, and a launch puts only the gate before them again', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    await built(world, it);
    await it.sign(`gateReview/${it.key}-build`, 'wang', { outcome: 'passed' }, 'rejected');
    const failed = await it.state('build', 'failed');
    expect(failed.phases.build.gate?.missing).toEqual([
      { kind: 'sign-off', id: 'wang' },
      { kind: 'sign-off', id: 'zhao' },
    ]);

    await it.launch('build');
    for (const person of ['wang', 'zhao']) await it.sign(`gateReview/${it.key}-build~2`, person);
    await it.state('build', 'passed');

    const reviews = (await instances(it)).filter((id) => id.startsWith('chapterReview'));
    expect(reviews).toEqual([`chapterReview/${it.key}#12 completed`, `chapterReview/${it.key}#7 completed`]);
    const verdicts = async () => {
      const gates = await world.db('rollout_gate').where({ rollout_id: it.id, phase: 'build' }).orderBy('round');
      return gates.map(({ verdict }: { verdict: string | null }) => verdict);
    };
    await expect.poll(verdicts).toEqual(['failed', 'passed']);
  });

  test('does not open for a version without a concluded consultation, whatever conditions are named', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.launch('build');
    for (const chapter of ['7', '12'])
      await it.process('chapterReview', `${it.key}#${chapter}`).complete('work', 'wang');
    await chaptersReviewed(world, it.policy);
    await it.process('consultation', it.key).complete('work', 'wang');
    await released(world, it.policy);
    await it.process('policyRelease', it.key).complete('work', 'wang');

    for (const person of ['wang', 'zhao']) await it.sign(`gateReview/${it.key}-build`, person, await onCondition(30));

    const { phases } = await it.state('build', 'failed');
    expect(phases.build.gate?.missing).toEqual([{ kind: 'fact', id: 'consultation-concluded' }]);
    await expect(it.launch('train')).rejects.toThrow(refused('phase-not-due'));
  });

  test('takes the signature of whoever the task was handed to', async () => {
    const it = await beginRollout(world);
    await it.launch('plan');
    const process = it.process('rolloutPlan', it.key);
    await process.complete('fillPlan', 'qin', wholePlan);
    const transfer = { ...(await envelope(world, await process.token('signPlan'), 'wang')), to: 'zhao' };
    await process.handle.executeUpdate(transferUpdate, { args: [transfer] });
    await process.signOff('signPlan', 'zhao', { variables: { outcome: 'passed' } });
    await process.signOff('approvePlan', 'chen', { variables: { outcome: 'passed' } });

    const { phases } = await it.state('plan', 'passed');
    expect(phases.plan.gate?.signOffs[0]).toMatchObject({ by: 'zhao', signer: 'wang' });
  });

  test('that is decided is kept as it was: Postgres takes no change', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    const gate = await until(() => world.db('rollout_gate').where({ rollout_id: it.id, verdict: 'passed' }).first());

    expect(gate.sign_offs.map(({ by }: { by: string }) => by)).toEqual(['wang', 'chen']);
    await expect(world.db('rollout_gate').where({ rollout_id: it.id }).update({ facts: '[]' })).rejects.toThrow(
      /stays/,
    );
    await expect(world.db('rollout_event').where({ rollout_id: it.id }).delete()).rejects.toThrow(/append-only/);
  });

  test('of a plan that lacks a part fails, and the plan is made anew', async () => {
    const it = await beginRollout(world);
    await planned(it, { ...wholePlan, timeNodes: [{ name: 'plan', date: '2027-01-01' }] });
    await it.state('plan', 'failed');
    expect(await instances(it)).toEqual([`rolloutPlan/${it.key} completed`]);

    await planned(it, wholePlan, '~2');
    await it.state('plan', 'passed');
    expect((await world.db('rollout').where({ id: it.id }).first('plan')).plan.timeNodes).toHaveLength(4);
  });
});

describe('a condition', () => {
  test('that is missed holds the phase after its gate until it is met', async () => {
    const it = await beginRollout(world);
    const condition = await conditional(it, 10);
    await it.launch('build');
    await it.process('chapterReview', `${it.key}#7`).token('work');

    await world.environment.sleep('12 days');
    await it.state('plan', 'failed');
    for (const chapter of ['7', '12'])
      await it.process('chapterReview', `${it.key}#${chapter}`).complete('work', 'wang');
    await world.environment.sleep('1 hour');
    expect((await instances(it)).some((id) => id.startsWith('consultation'))).toBe(false);
    const told = await world.db('notification').where({ instance_id: it.id, kind: 'rollout-condition-missed' });
    expect(told.map(({ person_id }) => person_id)).toEqual(['wang']);

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
    const condition = await conditional(it, 5);
    await it.ask({ meet: condition, phase: 'plan' }, 'wang');
    await world.environment.sleep('7 days');

    expect((await it.rollout()).phases.plan.state).toBe('passed');
    expect(await events(it)).not.toContain('condition-missed');
  });

  test('has the time left after a pause that it had before', async () => {
    const it = await beginRollout(world);
    await conditional(it, 10);
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
    expect((await instances(it)).some((id) => id.startsWith('consultation'))).toBe(false);

    await it.ask({ resume: true });
    await it.process('consultation', it.key).token('work');
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
    const reviews = (await instances(it)).filter((id) => id.startsWith('chapterReview'));
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
    await it.state('train', 'passed');
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
    await it.sign(`gateReview/${it.key}-wave-pilot~2`, 'zhao', await onCondition(20));
    await it.sign(`gateReview/${it.key}-train`, 'wang');
    const { phases, waves } = await it.state('train', 'conditional');
    expect(waves['pilot']?.state).toBe('conditional');
    expect(phases.train.conditions).toMatchObject([{ wave: 'pilot', state: 'open', askedBy: 'zhao' }]);
    expect((await instances(it)).filter((id) => id.startsWith('gateReview'))).toHaveLength(4);
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
    expect((await instances(it)).filter((id) => id.startsWith('chapterReview'))).toHaveLength(3);
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
    await until(async () => (await instances(it))[0]?.endsWith('cancelled') || undefined);
    expect(await world.db('rollout').where({ id: it.id }).first()).toMatchObject({ state: 'cancelled' });
  });
});
