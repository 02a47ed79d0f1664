import type { WaveBoard } from '../contract/rollouts.ts';
import type { WaveRow } from '../store/views/rollouts.ts';
import { moment } from './refs.ts';
import { type Board, type Names, shownGate } from './rolloutGates.ts';

/** A wave on the board of its rollout. */
export function shownWave(board: Board, wave: WaveRow, names: Names): WaveBoard {
  const { workflow, name, manager, audience, dueAt, state, rounds, funnel } = wave;
  const isHeard = state !== 'not-started' && state !== 'running';
  const gate = isHeard ? board.parts.gates.find((it) => it.wave === wave.wave && it.round === rounds) : undefined;
  return {
    id: wave.wave,
    wave: workflow,
    name,
    manager: board.people.get(manager) ?? null,
    audience: mutable(audience),
    dueAt: moment(dueAt),
    state,
    funnel,
    gate: gate ? shownGate(board, gate, [manager], names) : null,
  };
}

/** The contract's lists may be written to, ours may not. */
function mutable(audience: WaveRow['audience']): WaveBoard['audience'] {
  return Object.fromEntries(
    Object.entries(audience).flatMap(([rule, ids]) => (ids === undefined ? [] : [[rule, [...ids]]])),
  );
}
