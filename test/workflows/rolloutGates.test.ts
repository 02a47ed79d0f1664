import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transferUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { chaptersReviewed, released } from './rolloutPolicy.ts';
import { built, instancesOf, onCondition, planned, storyOf, wholePlan } from './rolloutWays.ts';
import { beginRollout, seedRollout } from './rolloutWorld.ts';
import { createWorld, envelope, until, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
  await seedRollout(world);
});
afterAll(() => world.close());

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ type: code }) });
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
    expect((await storyOf(world, it)).filter((kind) => kind === 'phase-launched')).toHaveLength(1);
    expect(await world.db('step_receipt').where({ request_id: requestId }).first('answer')).toEqual({ answer: first });
  });

  test('by two officers at once is one launch; the other is told that it is launched', async () => {
    const it = await beginRollout(world);
    const both = await Promise.allSettled([it.launch('plan'), it.launch('plan')]);

    const answers = both.flatMap((it) => (it.status === 'fulfilled' ? [it.value.kind] : ['refused before']));
    expect(answers.filter((kind) => kind === 'done')).toHaveLength(1);
    expect((await storyOf(world, it)).filter((kind) => kind === 'phase-launched')).toHaveLength(1);
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

    const reviews = (await instancesOf(world, it)).filter((id) => id.startsWith('chapterReview'));
    expect(reviews).toEqual([`chapterReview/${it.key}#12 completed`, `chapterReview/${it.key}#7 completed`]);
    const verdicts = async () => {
      const gates = await world.db('rollout_gate').where({ rollout_id: it.id, phase: 'build' }).orderBy('round');
      return gates.map(({ verdict }: { verdict: string | null }) => verdict);
    };
    await expect.poll(verdicts).toEqual(['failed', 'passed']);
  });

  test('keeps its verdict when the phase is launched anew before that is on record', async () => {
    const it = await beginRollout(world);
    await planned(it);
    await it.state('plan', 'passed');
    await built(world, it);
    await until(() =>
      world
        .db('task')
        .where({ instance_id: `gateReview/${it.key}-build` })
        .first(),
    );
    await it.ask({ pause: 'a review of the signatures' });
    await it.sign(`gateReview/${it.key}-build`, 'wang', { outcome: 'passed' }, 'rejected');

    const asked = await world.db.transaction(async (held) => {
      await held('rollout').where({ id: it.id }).forUpdate().first();
      const resumed = it.ask({ resume: true });
      await it.state('build', 'failed');
      const launched = it.launch('build');
      await it.state('build', 'running');
      return { answers: Promise.all([resumed, launched]) };
    });

    expect((await asked.answers).map(({ kind }) => kind)).toEqual(['done', 'done']);
    const gate = await world.db('rollout_gate').where({ rollout_id: it.id, phase: 'build', round: 1 }).first();
    expect(gate).toMatchObject({ verdict: 'failed' });
    for (const person of ['wang', 'zhao']) await it.sign(`gateReview/${it.key}-build~2`, person);
    await it.state('build', 'passed');
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

    for (const person of ['wang', 'zhao'])
      await it.sign(`gateReview/${it.key}-build`, person, await onCondition(world, 30));

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
    expect(await instancesOf(world, it)).toEqual([`rolloutPlan/${it.key} completed`]);

    await planned(it, wholePlan, '~2');
    await it.state('plan', 'passed');
    expect((await world.db('rollout').where({ id: it.id }).first('plan')).plan.timeNodes).toHaveLength(4);
  });
});
