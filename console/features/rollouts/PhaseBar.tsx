import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import type { Phase } from '../../../contract/rollouts.ts';
import { rolloutAddress } from './addresses.ts';
import { PhaseMark } from './marks.tsx';

type Props = { readonly board: Output<'getRollout'>; readonly shown: Phase };

/** The four phases in their order, each with where it stands; one of them is looked at. */
export function PhaseBar({ board, shown }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('rollouts.phases')}>
      <ol className="phase-bar">
        {board.phases.map(({ phase, state, held }, index) => (
          <li key={phase} className={`phase-${state}`}>
            <Link to={rolloutAddress(board.id, phase)} replace aria-current={phase === shown ? 'page' : undefined}>
              <span className="phase-name">
                {index + 1}. {t(`rollouts.phase.${phase}`)}
              </span>
              <PhaseMark state={state} />
              {held && <span className="quiet">{t('rollouts.held')}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
