import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import type { PhaseBoard } from '../../../contract/rollouts.ts';
import { useMe } from '../../app/me.ts';
import { Refused } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { rolloutAddress } from './addresses.ts';
import { MissingBox } from './GateView.tsx';

type Props = { readonly board: Output<'getRollout'>; readonly phase: PhaseBoard };

const toLaunch: ReadonlySet<PhaseBoard['state']> = new Set(['not-started', 'regressed', 'failed']);

/** Launches a phase. Before it is due this is refused, with what the gate before it still lacks. */
export function Launch({ board, phase }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const launch = useWrite('launchPhase');
  const due = board.phases.find((it) => it.phase === board.phase && it.phase !== phase.phase);
  const isOver = board.state === 'cancelled' || board.state === 'completed';
  if (isOver || !toLaunch.has(phase.state) || !me.roles.includes('officer')) return null;
  return (
    <div className="stack">
      {launch.error && <ProblemNotice error={sentenceOf(launch.error)} />}
      <div className="rollout-acts no-print">
        <Button
          type={phase.mayLaunch ? 'primary' : 'default'}
          size="large"
          loading={launch.isPending}
          onClick={() => launch.act({ params: { rollout: board.id, phase: phase.phase } })}
        >
          {phase.state === 'not-started' ? t('rollouts.launch') : t('rollouts.launchAgain')}
        </Button>
      </div>
      {due && <NotDue board={board} due={due} />}
    </div>
  );
}

function NotDue({ board, due }: { readonly board: Props['board']; readonly due: PhaseBoard }) {
  const { t } = useTranslation();
  const phase = t(`rollouts.phase.${due.phase}`);
  return (
    <>
      <p className="quiet">
        {t('rollouts.notDue')}
        <Link to={rolloutAddress(board.id, due.phase)}>{phase}</Link>
      </p>
      {due.missing.length > 0 && <MissingBox title={t('rollouts.lacks', { phase })} missing={due.missing} />}
    </>
  );
}

/** The sentence of the refusal names what is missing; the same list below it, by ids, would tell nothing more. */
function sentenceOf(error: Error): Error {
  if (!(error instanceof Refused)) return error;
  const { particulars: _named, ...problem } = error.problem;
  return new Refused(problem);
}

/** Takes a phase back, and all that came after it. */
export function Regress({ board, phase }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const regress = useWrite('regressPhase', () => setOpen(false));
  if (!phase.mayRegress) return null;
  return (
    <>
      <Button danger className="no-print" onClick={() => setOpen(true)}>
        {t('rollouts.regress')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('rollouts.regressTitle', { phase: t(`rollouts.phase.${phase.phase}`) })}
          label={t('dialog.reason')}
          confirm={t('rollouts.regress')}
          isRequired
          isDanger
          isPending={regress.isPending}
          error={regress.error}
          onClose={() => setOpen(false)}
          onSubmit={(reason) => regress.act({ params: { rollout: board.id, phase: phase.phase }, body: { reason } })}
        >
          <p>{t('rollouts.regressHint')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
