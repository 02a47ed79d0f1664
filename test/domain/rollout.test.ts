import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Condition,
  created,
  type Fact,
  failPhase,
  launch,
  mayGoOn,
  missingOf,
  type Phase,
  phaseDue,
  phases,
  type Rollout,
  type SignOff,
} from '../../domain/rollout.ts';
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
import {
  conditionsOf,
  decideGate,
  decideWaveGate,
  judgeGate,
  openGate,
  openWaveGate,
  waveOf,
  withWave,
} from '../../domain/rolloutGate.ts';
import { factsOfPlan } from '../../domain/rolloutPlan.ts';

const signers = { plan: ['wang'], build: ['wang', 'zhao'], train: ['wang'], supervise: ['zhao'] };
const noon = Date.UTC(2026, 10, 24, 4);
const DAY_MS = 86_400_000;

const fact = (id: string, ok = true): Fact => ({ id, target: 1, measured: ok ? 1 : 0, unit: 'count', ok });
const signed = (by: string, more: Partial<SignOff> = {}): SignOff => ({
  by,
  at: noon,
  verdict: 'approved',
  demands: [],
  ...more,
});
const demand = { text: 'repair it', dueDate: '2026-12-01' };
const condition = (id: string, dueAt: number): Condition => ({
  id,
  text: 'repair it',
  askedBy: 'wang',
  dueAt,
  state: 'open',
});

const begun = (phase: Phase, rollout: Rollout = created(signers)) => launch(rollout, phase, 'qin', noon);
const everybody = (phase: Phase) => signers[phase].map((person) => signed(person));

/** The phase is launched, its gate opened, and decided as given. */
function decided(rollout: Rollout, phase: Phase, given: Partial<Parameters<typeof decideGate>[2]> = {}): Rollout {
  const opened = openGate(begun(phase, rollout), phase, [fact('f')]);
  const hearing = { facts: [fact('f')], signOffs: everybody(phase), signers: signers[phase], conditions: [], at: noon };
  return decideGate(opened, phase, { ...hearing, ...given });
}

const passedUntil = (last: Phase): Rollout =>
  phases.slice(0, phases.indexOf(last) + 1).reduce((rollout, phase) => decided(rollout, phase), created(signers));

/** Plan passed on one condition that is due on `dueAt`. */
const onCondition = (dueAt = noon + DAY_MS): Rollout =>
  decided(created(signers), 'plan', {
    signOffs: [signed('wang', { demands: [demand] })],
    conditions: [condition('plan-1-c1', dueAt)],
  });

const refusal = (code: string, params?: Record<string, string>) =>
  expect.objectContaining({ code, ...(params ? { params: expect.objectContaining(params) } : {}) });

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
      const due = phaseDue(rollout);
      if (asked === due) expect(launch(rollout, asked, 'qin', noon).phases[asked].state).toBe('running');
      else expect(() => launch(rollout, asked, 'qin', noon)).toThrow();
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

describe('a gate', () => {
  const hearing = (more: Partial<Parameters<typeof judgeGate>[0]> = {}) => ({
    facts: [fact('one'), fact('two')],
    signOffs: [signed('wang'), signed('zhao')],
    signers: ['wang', 'zhao'],
    ...more,
  });

  test('passes when every fact holds and everybody has signed', () => {
    expect(judgeGate(hearing())).toEqual({ verdict: 'passed', missing: [] });
  });

  test('passes with conditions when somebody names one', () => {
    const signOffs = [signed('wang'), signed('zhao', { demands: [demand] })];
    expect(judgeGate(hearing({ signOffs })).verdict).toBe('conditional');
  });

  test('lets conditions stand in for a fact that does not hold yet, and says which', () => {
    const facts = [fact('one'), fact('wave-passed', false)];
    const signOffs = [signed('wang', { demands: [demand] }), signed('zhao')];
    expect(judgeGate(hearing({ facts, signOffs }))).toEqual({
      verdict: 'conditional',
      missing: [{ kind: 'fact', id: 'wave-passed' }],
    });
    expect(judgeGate(hearing({ facts })).verdict).toBe('failed');
  });

  test.each(['consultation-concluded', 'publicised', 'in-force'])('lets no condition stand in for %s', (id) => {
    const signOffs = [signed('wang', { demands: [demand] }), signed('zhao')];
    expect(judgeGate(hearing({ facts: [fact(id, false)], signOffs })).verdict).toBe('failed');
  });

  test('fails when somebody refuses or has not signed, and names them', () => {
    const missing = [{ kind: 'sign-off', id: 'zhao' }];
    expect(judgeGate(hearing({ signOffs: [signed('wang')] }))).toEqual({ verdict: 'failed', missing });
    const refused = [signed('wang'), signed('zhao', { verdict: 'rejected' })];
    expect(judgeGate(hearing({ signOffs: refused }))).toEqual({ verdict: 'failed', missing });
  });

  test('takes the signature of a deputy for whoever it was asked of', () => {
    expect(judgeGate(hearing({ signOffs: [signed('wang'), signed('chen', { onBehalfOf: 'zhao' })] })).verdict).toBe(
      'passed',
    );
  });

  test('takes the signature of whoever the task was handed to for whoever it was asked of', () => {
    expect(judgeGate(hearing({ signOffs: [signed('wang'), signed('chen', { signer: 'zhao' })] })).verdict).toBe(
      'passed',
    );
  });

  test('fails on a refusal by whoever signs besides', () => {
    const signOffs = [...hearing().signOffs, signed('chen', { verdict: 'rejected' })];
    expect(judgeGate(hearing({ signOffs })).verdict).toBe('failed');
  });

  test('never passes while a fact fails or a signature is missing, whatever else is said', () => {
    const arbitrary = fc.record({
      facts: fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.boolean()).map(([id, ok]) => fact(id, ok))),
      approved: fc.boolean(),
      demands: fc.boolean(),
    });
    fc.assert(
      fc.property(arbitrary, ({ facts, approved, demands }) => {
        const signOff = signed('wang', {
          verdict: approved ? 'approved' : 'rejected',
          demands: demands ? [demand] : [],
        });
        const { verdict } = judgeGate({ facts, signOffs: [signOff], signers: ['wang'] });
        const isWhole = approved && facts.every(({ ok }) => ok);
        expect(verdict === 'passed').toBe(isWhole && !demands);
        if (!approved) expect(verdict).toBe('failed');
      }),
    );
  });

  test('is kept as it was decided', () => {
    expect(decided(created(signers), 'plan').phases.plan.gate).toEqual({
      round: 1,
      facts: [fact('f')],
      signOffs: [signed('wang')],
      missing: [],
      verdict: 'passed',
      decidedAt: noon,
    });
  });

  test('of the last phase ends the rollout', () => {
    expect(passedUntil('train').state).toBe('running');
    expect(passedUntil('supervise').state).toBe('completed');
  });

  test('turns what signers ask for into conditions with an id each', () => {
    const signOffs = [signed('wang', { demands: [demand, demand] }), signed('zhao', { demands: [demand] })];
    const conditions = conditionsOf(signOffs, 'build-2', (day) => Date.parse(day), 'pilot');

    expect(conditions.map(({ id, askedBy }) => [id, askedBy])).toEqual([
      ['build-2-c1', 'wang'],
      ['build-2-c2', 'wang'],
      ['build-2-c3', 'zhao'],
    ]);
    expect(conditions[0]).toMatchObject({ wave: 'pilot', dueAt: Date.UTC(2026, 11, 1), state: 'open' });
  });
});

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

describe('a plan', () => {
  test('lacks every part that is not filled in, and a time node for each phase', () => {
    expect(factsOfPlan({}).every(({ ok }) => !ok)).toBe(true);
    const some = factsOfPlan({ charter: ' ', timeNodes: [1, 2, 3], owners: [1] });
    expect(some.filter(({ ok }) => ok).map(({ id }) => id)).toEqual(['plan-owners']);
    expect(some.find(({ id }) => id === 'plan-time-nodes')).toMatchObject({ target: 4, measured: 3 });
  });
});
