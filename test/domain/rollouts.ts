import { expect } from 'vitest';
import {
  type Condition,
  created,
  type Fact,
  launch,
  type Phase,
  phases,
  type Rollout,
  type SignOff,
} from '../../domain/rollout.ts';
import { decideGate, openGate } from '../../domain/rolloutGate.ts';

export const signers = { plan: ['wang'], build: ['wang', 'zhao'], train: ['wang'], supervise: ['zhao'] };
export const noon = Date.UTC(2026, 10, 24, 4);
export const DAY_MS = 86_400_000;

export const fact = (id: string, ok = true): Fact => ({ id, target: 1, measured: ok ? 1 : 0, unit: 'count', ok });
export const signed = (by: string, more: Partial<SignOff> = {}): SignOff => ({
  by,
  at: noon,
  verdict: 'approved',
  demands: [],
  ...more,
});
export const demand = { text: 'repair it', dueDate: '2026-12-01' };
export const condition = (id: string, dueAt: number): Condition => ({
  id,
  text: 'repair it',
  askedBy: 'wang',
  dueAt,
  state: 'open',
});

export const begun = (phase: Phase, rollout: Rollout = created(signers)) => launch(rollout, phase, 'qin', noon);
const everybody = (phase: Phase) => signers[phase].map((person) => signed(person));

/** The phase is launched, its gate opened, and decided as given. */
export function decided(
  rollout: Rollout,
  phase: Phase,
  given: Partial<Parameters<typeof decideGate>[2]> = {},
): Rollout {
  const opened = openGate(begun(phase, rollout), phase, [fact('f')]);
  const hearing = { facts: [fact('f')], signOffs: everybody(phase), signers: signers[phase], conditions: [], at: noon };
  return decideGate(opened, phase, { ...hearing, ...given });
}

export const passedUntil = (last: Phase): Rollout =>
  phases.slice(0, phases.indexOf(last) + 1).reduce((rollout, phase) => decided(rollout, phase), created(signers));

/** Plan passed on one condition that is due on `dueAt`. */
export const onCondition = (dueAt = noon + DAY_MS): Rollout =>
  decided(created(signers), 'plan', {
    signOffs: [signed('wang', { demands: [demand] })],
    conditions: [condition('plan-1-c1', dueAt)],
  });

export const refusal = (code: string, params?: Record<string, string>) =>
  expect.objectContaining({ code, ...(params ? { params: expect.objectContaining(params) } : {}) });
