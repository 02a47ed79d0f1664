import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import type { WaveBoard } from '../../../contract/rollouts.ts';
import { useMe } from '../../app/me.ts';
import { At } from '../../ui/At.tsx';
import { Due } from '../../ui/Due.tsx';
import { useLocal } from '../../ui/local.ts';
import { AudienceLine } from './AudienceLine.tsx';
import { waveAddress } from './addresses.ts';
import { FunnelView } from './FunnelView.tsx';
import { GateView } from './GateView.tsx';
import { PhaseMark } from './marks.tsx';

const overseers = ['officer', 'hr', 'auditor', 'administrator'] as const;

/** The training waves of a rollout: for whom, by when, how far they are, and their gates. */
export function Waves({ board }: { readonly board: Output<'getRollout'> }) {
  const { t } = useTranslation();
  return (
    <section className="stack" aria-labelledby="waves">
      <h2 id="waves">{t('rollouts.waves')}</h2>
      {board.waves.map((it) => (
        <Wave key={it.id} wave={it} />
      ))}
    </section>
  );
}

function Wave({ wave }: { readonly wave: WaveBoard }) {
  const { t } = useTranslation();
  const local = useLocal();
  const me = useMe();
  const { name, state, manager, dueAt, audience, funnel, gate } = wave;
  const sees = manager?.id === me.person.id || overseers.some((role) => me.roles.includes(role));
  return (
    <article className="card stack">
      <div className="page-head rollout-head">
        <h3>
          {local(name)} <PhaseMark state={state} />
        </h3>
        {wave.wave && sees && (
          <Link className="button" to={waveAddress(wave.wave)}>
            {t('rollouts.openWave')}
            <span className="spoken-only"> {local(name)}</span>
          </Link>
        )}
      </div>
      <p className="quiet">
        {manager && `${t('rollouts.managedBy', { name: local(manager.name) })} · `}
        <AudienceLine audience={audience} />
      </p>
      <p>{isDone(state) ? <At at={dueAt} /> : <Due dueAt={dueAt} provisional={false} />}</p>
      {funnel && <FunnelView funnel={funnel} />}
      {gate && (
        <details className="wave-gate" open={gate.verdict === null}>
          <summary>{t('rollouts.waveGate')}</summary>
          <GateView facts={gate.facts} gate={gate} signers={manager ? [manager] : []} missing={gate.missing} />
        </details>
      )}
    </article>
  );
}

/** Its gate is behind it: the date no longer presses. */
const isDone = (state: WaveBoard['state']) => state === 'passed' || state === 'conditional';
