import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { BoardHead } from './BoardHead.tsx';
import { Journal } from './Journal.tsx';
import { PhaseBar } from './PhaseBar.tsx';
import { PhasePanel } from './PhasePanel.tsx';
import { Plan } from './Plan.tsx';
import '../../ui/records.css';
import './rollouts.css';
import { Waves } from './Waves.tsx';

const REFRESH_MS = 5_000;

type Board = Output<'getRollout'>;

/** The board of a rollout: its phases, the gate of the one that is looked at, waves, the plan, what happened. */
export function RolloutPage() {
  const { t } = useTranslation();
  const { rollout = '' } = useParams();
  const found = useAsk('getRollout', { params: { rollout } }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <p className="rollout-back">
        <Link to="/rollouts">{t('rollouts.back')}</Link>
      </p>
      {found.isError && found.data === undefined && <h1>{t('rollouts.title')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 12 }} />}>
        {(it) => <Shown board={it} />}
      </Answered>
    </>
  );
}

function Shown({ board }: { readonly board: Board }) {
  useTitle(board.title);
  const [filters] = useFilters(['phase']);
  const last = board.phases.at(-1);
  const phase =
    board.phases.find((it) => it.phase === filters.phase) ??
    board.phases.find((it) => it.phase === board.phase) ??
    last;
  if (!phase) return null;
  return (
    <>
      <BoardHead board={board} />
      <PhaseBar board={board} shown={phase.phase} />
      <div className="stack rollout-body">
        <PhasePanel key={phase.phase} board={board} phase={phase} />
        {phase.phase === 'train' && <Waves board={board} />}
        <Plan plan={board.plan} />
        <Journal rollout={board.id} />
      </div>
    </>
  );
}
