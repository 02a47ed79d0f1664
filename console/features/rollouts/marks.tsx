import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import type { Gate, GateCondition, PhaseBoard, RolloutRow, WaveBoard } from '../../../contract/rollouts.ts';
import { camel } from '../../ui/camel.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

const phaseTone = {
  'not-started': 'idle',
  running: 'going',
  'gate-pending': 'soon',
  passed: 'good',
  conditional: 'soon',
  failed: 'bad',
  regressed: 'bad',
} as const satisfies Record<PhaseBoard['state'], Tone>;

/** Where a phase, or a wave's gate, stands. */
export function PhaseMark({ state }: { readonly state: PhaseBoard['state'] | WaveBoard['state'] }) {
  const { t } = useTranslation();
  return <Mark tone={phaseTone[state]}>{t(`rollouts.phaseState.${camel(state)}`)}</Mark>;
}

const rolloutTone = {
  created: 'idle',
  running: 'going',
  paused: 'soon',
  cancelled: 'bad',
  completed: 'good',
} as const satisfies Record<RolloutRow['state'], Tone>;

/** Where a rollout stands. */
export function RolloutMark({ state }: { readonly state: RolloutRow['state'] }) {
  const { t } = useTranslation();
  return <Mark tone={rolloutTone[state]}>{t(`rollouts.state.${state}`)}</Mark>;
}

/** What became of a gate. */
export function VerdictMark({ verdict }: { readonly verdict: NonNullable<Gate['verdict']> }) {
  return <PhaseMark state={verdict} />;
}

const conditionTone = {
  open: 'going',
  met: 'good',
  missed: 'bad',
  lapsed: 'idle',
} as const satisfies Record<GateCondition['state'], Tone>;

export function ConditionMark({ state }: { readonly state: GateCondition['state'] }) {
  const { t } = useTranslation();
  return <Mark tone={conditionTone[state]}>{t(`rollouts.conditionState.${state}`)}</Mark>;
}

type Laggard = Output<'listLaggards'>['items'][number];

const statusTone = {
  assigned: 'idle',
  'in-progress': 'going',
  passed: 'good',
  failed: 'bad',
  escalated: 'bad',
  exempt: 'idle',
  left: 'idle',
} as const satisfies Record<Laggard['status'], Tone>;

/** How somebody stands in a wave. */
export function EnrolmentMark({ status }: { readonly status: Laggard['status'] }) {
  const { t } = useTranslation();
  return <Mark tone={statusTone[status]}>{t(`rollouts.enrolment.${camel(status)}`)}</Mark>;
}
