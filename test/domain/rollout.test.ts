import { describe, expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { created, failPhase, launch, missingOf, phaseDue, phases } from '../../domain/rollout.ts';
import { passTime } from '../../domain/rolloutCourse.ts';
import { decideGate, decideWaveGate, openGate, openWaveGate, waveOf, withWave } from '../../domain/rolloutGate.ts';
import { factsOfPlan } from '../../domain/rolloutPlan.ts';
import {
  begun,
  condition,
  DAY_MS,
  decided,
  demand,
  fact,
  noon,
  onCondition,
  passedUntil,
  refusal,
  signed,
  signers,
} from './rollouts.ts';

describe('launching a phase', () => {
  test('is for the first one, then for each after the gate before it has passed', () => {
    expect(phaseDue(created(signers))).toBe('plan');
    for (const phase of phases.slice(0, -1)) {
      const next = phases[phases.indexOf(phase) + 1];
      expect(phaseDue(passedUntil(phase))).toBe(next);
    }
    expect(phaseDue(passedUntil('supervise'))).toBeUndefined();
  });

  test.each(phases.flatMap((done) => phases.map((asked) => [done, asked] as const)))(
    'after %s has passed, of %s',
    (done, asked) => {
      const rollout = passedUntil(done);
      const isLaunched = (() => {
        try {
          return launch(rollout, asked, 'qin', noon).phases[asked].state === 'running';
        } catch (error) {
          return !(error instanceof Refusal);
        }
      })();

      expect(isLaunched).toBe(asked === phaseDue(rollout));
    },
  );

  test('too early is refused with the phase that is due and what its gate lacks', () => {
    expect(() => begun('train')).toThrow(refusal('phase-not-due', { due: 'plan', missing: 'launch:plan' }));
    const waiting = openGate(begun('plan'), 'plan', [fact('plan-owners', false), fact('plan-charter')]);
    expect(() => launch(waiting, 'build', 'qin', noon)).toThrow(
      refusal('phase-not-due', { due: 'plan', missing: 'fact:plan-owners,sign-off:wang' }),
    );
  });

  test.each(['running', 'gate-pending', 'passed', 'conditional'] as const)('of one that is %s is refused', (state) => {
    const rollouts = {
      running: begun('plan'),
      'gate-pending': openGate(begun('plan'), 'plan', []),
      passed: passedUntil('plan'),
      conditional: onCondition(),
    };
    expect(() => launch(rollouts[state], 'plan', 'qin', noon)).toThrow(
      refusal('phase-launched', { phase: 'plan', state }),
    );
  });

  test('is not for somebody who signs its gate', () => {
    expect(() => launch(created(signers), 'plan', 'wang', noon)).toThrow(refusal('signs-own-launch'));
    expect(() => launch(created(signers), 'plan', 'qin', noon, ['qin'])).toThrow(refusal('signs-own-launch'));
  });

  test('again after a failed gate keeps the attempt and holds the gate once more', () => {
    const failed = decided(created(signers), 'plan', { signOffs: [signed('wang', { verdict: 'rejected' })] });
    const again = openGate(begun('plan', failed), 'plan', []);

    expect(failed.phases.plan).toMatchObject({ state: 'failed', attempt: 1, rounds: 1 });
    expect(again.phases.plan).toMatchObject({ state: 'gate-pending', attempt: 1, launches: 2, rounds: 2 });
    const later = launch(failed, 'plan', 'xu', noon + DAY_MS).phases.plan;
    expect(later).toMatchObject({ launchedBy: 'qin', launchedAt: noon });
  });

  test('again after work came to nothing is possible, and until then the refusal says which', () => {
    const failed = failPhase(begun('build', passedUntil('plan')), 'build', [{ kind: 'work', id: 'chapter/12' }]);

    expect(() => launch(failed, 'train', 'qin', noon)).toThrow(
      refusal('phase-not-due', { missing: 'work:chapter/12' }),
    );
    const again = launch(failed, 'build', 'qin', noon).phases.build;
    expect(again).toMatchObject({ state: 'running', attempt: 1, launches: 2 });
    expect(again.troubles).toBeUndefined();
  });
});

describe('a wave', () => {
  const training = () =>
    withWave(begun('train', passedUntil('build')), 'pilot', { state: 'running', rounds: 0, workflow: 'w' });
  const heard = (more: Partial<Parameters<typeof decideWaveGate>[2]> = {}) =>
    decideWaveGate(openWaveGate(training(), 'pilot', 'zhao', [fact('wave-passed')]), 'pilot', {
      facts: [fact('wave-passed')],
      signOffs: [signed('zhao')],
      signers: ['zhao'],
      conditions: [],
      at: noon,
      ...more,
    });

  test('is signed by its manager, and until then missing from the phase', () => {
    expect(missingOf(training(), 'train')).toContainEqual({ kind: 'wave', id: 'pilot' });
    expect(waveOf(heard(), 'pilot')).toMatchObject({ state: 'passed', rounds: 1, workflow: 'w' });
    expect(missingOf(heard(), 'train')).toEqual([{ kind: 'work', id: 'train' }]);
  });

  test('that passes on conditions makes them conditions of the phase', () => {
    const signOffs = [signed('zhao', { demands: [demand] })];
    const conditions = [{ ...condition('train-pilot-1-c1', noon + DAY_MS), wave: 'pilot' }];
    const rollout = heard({ signOffs, conditions });

    expect(waveOf(rollout, 'pilot').state).toBe('conditional');
    expect(rollout.phases.train.conditions).toEqual(conditions);
    const missed = passTime(rollout, noon + DAY_MS);
    expect(missed.phases.train.state).toBe('running');
    const opened = openGate(missed, 'train', []);
    const hearing = { facts: [], signOffs: [signed('wang')], signers: ['wang'], conditions: [], at: noon };
    const after = decideGate(opened, 'train', hearing).phases.train;
    expect(after).toMatchObject({
      state: 'failed',
      gate: { missing: [{ kind: 'condition', id: 'train-pilot-1-c1' }] },
    });
  });

  test('that failed is held again in a further round', () => {
    const failed = heard({ signOffs: [] });
    const again = openWaveGate(failed, 'pilot', 'zhao', []);
    expect([waveOf(failed, 'pilot').state, waveOf(again, 'pilot').rounds]).toEqual(['failed', 2]);
  });
});

describe('a plan', () => {
  test('lacks every part that is not filled in, and a time node for each phase', () => {
    expect(factsOfPlan({}).every(({ ok }) => !ok)).toBe(true);
    const some = factsOfPlan({ charter: ' ', timeNodes: [1, 2, 3], owners: [1] });
    expect(some.filter(({ ok }) => ok).map(({ id }) => id)).toEqual(['plan-owners']);
    expect(some.find(({ id }) => id === 'plan-time-nodes')).toMatchObject({ target: 4, measured: 3 });
  });
});
