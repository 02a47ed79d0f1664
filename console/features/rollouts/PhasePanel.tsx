import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import type { PhaseBoard } from '../../../contract/rollouts.ts';
import { At } from '../../ui/At.tsx';
import { useLocal } from '../../ui/local.ts';
import { Conditions } from './Conditions.tsx';
import { GateView } from './GateView.tsx';
import { Launch, Regress } from './PhaseActs.tsx';
import { Procedures } from './Procedures.tsx';

type Props = { readonly board: Output<'getRollout'>; readonly phase: PhaseBoard };

/** One phase: who launched it, its gate, the conditions it was passed on, and the work it had people do. */
export function PhasePanel({ board, phase }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="card stack" aria-labelledby="phase">
      <div className="page-head rollout-head">
        <h2 id="phase">{t(`rollouts.phase.${phase.phase}`)}</h2>
        <Regress board={board} phase={phase} />
      </div>
      <p className="quiet">{t(`rollouts.about.${phase.phase}`)}</p>
      {phase.held && <p className="notice">{t('rollouts.heldHint')}</p>}
      {phase.launchedAt && (
        <p>
          {t('rollouts.launchedBy', { name: phase.launchedBy ? local(phase.launchedBy.name) : t('history.system') })}{' '}
          <At at={phase.launchedAt} />
          {phase.attempt > 1 && ` · ${t('rollouts.attempt', { attempt: phase.attempt })}`}
        </p>
      )}
      <Launch board={board} phase={phase} />
      <GateView facts={phase.facts} gate={phase.gate} signers={phase.signers} missing={phase.missing} />
      <Conditions rollout={board.id} phase={phase} />
      <Procedures procedures={phase.procedures} />
    </section>
  );
}
