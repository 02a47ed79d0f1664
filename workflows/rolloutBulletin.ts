import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { missingOf, phaseDue, phases, type Rollout } from '../domain/rollout.ts';
import type { CarriedRollout, RolloutInput } from './rolloutState.ts';

export const policyKey = defineSearchAttributeKey('ZhiduPolicy', 'KEYWORD');
export const phaseKey = defineSearchAttributeKey('ZhiduPhase', 'KEYWORD');
const stateKey = defineSearchAttributeKey('ZhiduState', 'KEYWORD');

type Say = (key: string, params?: Record<string, string>) => string;

/** Markdown for Temporal's screens: the phases, how each stands, what its gate lacks. */
export function detailsOf(
  rollout: Rollout,
  { rollout: id, title }: RolloutInput,
  say: Say,
  consoleUrl: string,
): string {
  const rows = phases.map((phase) => {
    const { state, launchedBy = '' } = rollout.phases[phase];
    const missing = missingOf(rollout, phase).map((it) => say(`missing.${it.kind}`, { name: nameOf(it.id, say) }));
    return `| ${[say(`phases.${phase}`), say(`phaseStates.${state}`), launchedBy, missing.join('; ')].map(cell).join(' | ')} |`;
  });
  return [
    `### ${cell(title)}: ${say(`states.${rollout.state}`)}`,
    '',
    say('details.columns'),
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `[${say('details.open')}](${consoleUrl}/rollouts/${encodeURIComponent(id)})`,
  ].join('\n');
}

/** What operations find a rollout by; an event of history, so only when it changes. */
export function show(rollout: Rollout, shown: CarriedRollout['shown']): NonNullable<CarriedRollout['shown']> {
  const now = { phase: phaseDue(rollout), state: rollout.state };
  if (now.phase === shown?.phase && now.state === shown?.state) return now;
  upsertSearchAttributes([
    { key: phaseKey, value: now.phase ?? null },
    { key: stateKey, value: now.state },
  ]);
  return now;
}

/** Phases and facts have names; people, waves and conditions are called by their ids. */
function nameOf(id: string, say: Say): string {
  for (const key of [`phases.${id}`, `facts.${id}`, `work.${id}`]) if (say(key) !== key) return say(key);
  return id;
}

const cell = (text: string): string => text.replace(/[|\n\r]/g, ' ');
