import { describe, expect, test } from 'vitest';
import { created, launch, mayGoOn, phaseDue, phases, type Rollout } from '../../domain/rollout.ts';
import {
  cancel,
  meetCondition,
  nextDue,
  passTime,
  pause,
  phasesTakenBack,
  regress,
  resume,
} from '../../domain/rolloutCourse.ts';
import { withWave } from '../../domain/rolloutGate.ts';
import {
  begun,
  condition,
  DAY_MS,
  decided,
  demand,
  noon,
  onCondition,
  passedUntil,
  refusal,
  signed,
  signers,
} from './rollouts.ts';

describe('a condition', () => {
  test('lets the next phase be launched while it is open', () => {
    expect(onCondition().phases.plan.state).toBe('conditional');
    expect(begun('build', onCondition()).phases.build.state).toBe('running');
  });

  test('that is met in time makes the gate passed', () => {
    const met = meetCondition(onCondition(), 'plan', 'plan-1-c1', { by: 'wang', at: noon, comment: 'done' });
    expect(met.phases.plan).toMatchObject({ state: 'passed', conditions: [{ state: 'met', met: { by: 'wang' } }] });
  });

  test('that is missed takes the gate back and holds the phase after it', () => {
    const running = begun('build', onCondition());
    const missed = passTime(running, noon + DAY_MS);

    expect(missed.phases.plan).toMatchObject({ state: 'failed', conditions: [{ state: 'missed' }] });
    expect([mayGoOn(running, 'build'), mayGoOn(missed, 'build'), mayGoOn(missed, 'plan')]).toEqual([true, false, true]);
  });

  test('that is missed keeps the next phase from being launched, and its own from being launched again', () => {
    const missed = passTime(onCondition(), noon + DAY_MS);
    for (const phase of ['plan', 'build'] as const)
      expect(() => launch(missed, phase, 'qin', noon)).toThrow(
        refusal('phase-not-due', { due: 'plan', missing: 'condition:plan-1-c1' }),
      );
  });

  test('that is met late passes the gate again, and what waited goes on', () => {
    const missed = passTime(begun('build', onCondition()), noon + DAY_MS);
    const met = meetCondition(missed, 'plan', 'plan-1-c1', { by: 'wang', at: noon, comment: 'late' });
    expect(met.phases.plan.state).toBe('passed');
    expect(mayGoOn(met, 'build')).toBe(true);
  });

  test('does not act before its moment, and not twice', () => {
    const rollout = onCondition();
    expect(passTime(rollout, noon + DAY_MS - 1)).toBe(rollout);
    const missed = passTime(rollout, noon + DAY_MS);
    expect(passTime(missed, noon + 2 * DAY_MS)).toBe(missed);
    expect([nextDue(rollout), nextDue(missed)]).toEqual([noon + DAY_MS, undefined]);
  });

  test('that is unknown or met already is refused', () => {
    const met = { by: 'wang', at: noon, comment: 'done' };
    expect(() => meetCondition(onCondition(), 'plan', 'other', met)).toThrow(refusal('condition-unknown'));
    expect(() => meetCondition(onCondition(), 'build', 'plan-1-c1', met)).toThrow(refusal('condition-unknown'));
    const once = meetCondition(onCondition(), 'plan', 'plan-1-c1', met);
    expect(() => meetCondition(once, 'plan', 'plan-1-c1', met)).toThrow(refusal('condition-met'));
  });

  test('of the last gate keeps the rollout open until it is met', () => {
    const open = decided(passedUntil('train'), 'supervise', {
      signOffs: [signed('zhao', { demands: [demand] })],
      conditions: [condition('supervise-1-c1', noon + DAY_MS)],
    });
    expect([open.state, phaseDue(open)]).toEqual(['running', undefined]);
    const met = meetCondition(open, 'supervise', 'supervise-1-c1', { by: 'zhao', at: noon, comment: 'done' });
    expect(met.state).toBe('completed');
  });
});

describe('taking a phase back', () => {
  test('takes back what was launched after it, and makes it due', () => {
    const rollout = begun('train', passedUntil('build'));
    expect(phasesTakenBack(rollout, 'build')).toEqual(['build', 'train']);
    const back = regress(rollout, 'build');
    expect(phases.map((phase) => back.phases[phase].state)).toEqual([
      'passed',
      'regressed',
      'regressed',
      'not-started',
    ]);
    expect(phaseDue(back)).toBe('build');
    expect(begun('build', back).phases.build).toMatchObject({ attempt: 2, launches: 2 });
  });

  test('forgets its conditions, and counts on the rounds of its waves', () => {
    const wave = withWave(begun('train', passedUntil('build')), 'pilot', { state: 'passed', rounds: 2, workflow: 'w' });
    expect(regress(wave, 'train').waves).toEqual({ pilot: { state: 'not-started', rounds: 2 } });
    expect(regress(onCondition(), 'plan').phases.plan.conditions).toEqual([]);
  });

  test('is refused for one that is not launched', () => {
    expect(() => regress(created(signers), 'plan')).toThrow(refusal('phase-not-launched'));
    const back = regress(begun('plan'), 'plan');
    expect(() => regress(back, 'plan')).toThrow(refusal('phase-not-launched'));
  });
});

describe('a pause', () => {
  test('holds every phase and every date', () => {
    const paused = pause(begun('build', onCondition()), noon);
    expect([mayGoOn(paused, 'build'), nextDue(paused)]).toEqual([false, undefined]);
    expect(passTime(paused, noon + 9 * DAY_MS)).toBe(paused);
    expect(() => launch(paused, 'build', 'qin', noon)).toThrow(refusal('rollout-paused'));
    expect(() => pause(paused, noon)).toThrow(refusal('rollout-paused'));
  });

  test('gives open conditions and phases under way the time back that it took', () => {
    const resumed = resume(pause(begun('build', onCondition()), noon), noon + 3 * DAY_MS);
    expect(nextDue(resumed)).toBe(noon + 4 * DAY_MS);
    expect([resumed.phases.build.delayMs, resumed.phases.train.delayMs]).toEqual([3 * DAY_MS, undefined]);
    expect(resumed.state).toBe('running');
  });

  test('before the first launch is resumed to where it was; what is not paused is not resumed', () => {
    expect(resume(pause(created(signers), noon), noon).state).toBe('created');
    expect(() => resume(created(signers), noon)).toThrow(refusal('rollout-not-paused'));
  });
});

describe('a rollout that is over', () => {
  const over: readonly [string, Rollout][] = [
    ['cancelled', cancel(begun('plan'))],
    ['completed', passedUntil('supervise')],
  ];
  test.each(over)('%s takes nothing more', (state, rollout) => {
    const met = { by: 'wang', at: noon, comment: 'done' };
    for (const attempt of [
      () => launch(rollout, 'plan', 'qin', noon),
      () => pause(rollout, noon),
      () => resume(rollout, noon),
      () => cancel(rollout),
      () => regress(rollout, 'plan'),
      () => meetCondition(rollout, 'plan', 'c', met),
    ])
      expect(attempt).toThrow(refusal('rollout-over', { state }));
  });
});
