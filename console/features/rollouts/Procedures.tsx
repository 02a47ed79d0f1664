import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PhaseBoard } from '../../../contract/rollouts.ts';
import { At } from '../../ui/At.tsx';
import { InstanceSteps } from '../../ui/InstanceSteps.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { taskAddress } from '../../ui/taskAddress.ts';

type Procedure = PhaseBoard['procedures'][number];

const statuses = ['running', 'completed', 'terminated', 'cancelled', 'failed'] as const;

const tone = {
  running: 'going',
  completed: 'good',
  terminated: 'bad',
  cancelled: 'bad',
  failed: 'bad',
} as const satisfies Record<(typeof statuses)[number], Tone>;

/** The processes that a phase had people carry out, each with who has it in hand now. */
export function Procedures({ procedures }: { readonly procedures: readonly Procedure[] }) {
  const { t } = useTranslation();
  if (procedures.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="procedures">
      <h3 id="procedures">{t('rollouts.procedures')}</h3>
      <ul className="procedures">
        {procedures.map((it) => (
          <li key={it.instanceId}>
            <Row procedure={it} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ procedure }: { readonly procedure: Procedure }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [isOpen, setOpen] = useState(false);
  const { instanceId, name, title, status, startedAt, endedAt, myTask } = procedure;
  const known = statuses.find((it) => it === status) ?? 'running';
  return (
    <>
      <div className="procedure">
        <div>
          <p className="procedure-name">{title}</p>
          <p className="quiet">
            {local(name)} · <At at={endedAt ?? startedAt} />
          </p>
        </div>
        <Mark tone={tone[known]}>{t(`rollouts.instance.${known}`)}</Mark>
        {myTask ? (
          <Link className="button primary" to={taskAddress(myTask)}>
            {t('rollouts.doNow')}
          </Link>
        ) : (
          <button type="button" className="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('rollouts.steps')}
            <span className="spoken-only"> {title}</span>
          </button>
        )}
      </div>
      {isOpen && <InstanceSteps instance={instanceId} />}
    </>
  );
}
