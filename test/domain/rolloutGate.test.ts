import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { created } from '../../domain/rollout.ts';
import { conditionsOf, judgeGate } from '../../domain/rolloutGate.ts';
import { decided, demand, fact, noon, passedUntil, signed, signers } from './rollouts.ts';

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
        expect(!approved && verdict !== 'failed').toBe(false);
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
