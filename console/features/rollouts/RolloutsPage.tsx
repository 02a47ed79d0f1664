import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type RolloutRow, RolloutState } from '../../../contract/rollouts.ts';
import { useFilters } from '../../app/filters.ts';
import { useMe } from '../../app/me.ts';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { rolloutAddress } from './addresses.ts';
import { PhaseMark, RolloutMark } from './marks.tsx';
import '../../ui/records.css';
import './rollouts.css';

const REFRESH_MS = 5_000;

/** The rollouts of the company, newest first. */
export function RolloutsPage() {
  const { t } = useTranslation();
  useTitle(t('rollouts.title'));
  const me = useMe();
  const [filters, change] = useFilters(['state']);
  return (
    <>
      <div className="page-head rollout-head">
        <h1>{t('rollouts.title')}</h1>
        {me.roles.includes('officer') && (
          <Link to="/rollouts/new" className="button primary">
            {t('rollouts.create')}
          </Link>
        )}
      </div>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'state',
            label: t('rollouts.stateFilter'),
            none: t('rollouts.anyState'),
            options: RolloutState.options.map((id) => ({ id, name: t(`rollouts.state.${id}`) })),
          },
        ]}
      />
      <Rollouts state={RolloutState.options.find((it) => it === filters.state)} />
    </>
  );
}

function Rollouts({ state }: { readonly state: RolloutRow['state'] | undefined }) {
  const query = state === undefined ? {} : { state };
  const pages = usePages('listRollouts', { query }, { refetchInterval: REFRESH_MS });
  return (
    <Listed pages={pages} empty={<None isFiltered={state !== undefined} />}>
      <ul className="records">
        {pages.rows.map((it) => (
          <li key={it.id}>
            <Row rollout={it} />
          </li>
        ))}
      </ul>
    </Listed>
  );
}

function None({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  if (isFiltered)
    return (
      <div className="card nothing">
        <p>{t('rollouts.noneFiltered')}</p>
        <Link className="button" to="/rollouts">
          {t('rollouts.clear')}
        </Link>
      </div>
    );
  return (
    <div className="card nothing">
      <h2>{t('rollouts.none')}</h2>
      <p className="quiet">{t('rollouts.noneHint')}</p>
      {me.roles.includes('officer') && (
        <Link className="button primary" to="/rollouts/new">
          {t('rollouts.create')}
        </Link>
      )}
    </div>
  );
}

function Row({ rollout }: { readonly rollout: RolloutRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { id, title, policy, version, state, phase, phaseState, owner, createdAt } = rollout;
  return (
    <article className="card record">
      <div>
        <h2 className="record-name">
          <Link to={rolloutAddress(id)}>{title}</Link>
        </h2>
        <p className="record-facts quiet">
          <span>
            {policy} · {t('learn.version', { version })}
          </span>
          {owner && <span>{t('rollouts.ownedBy', { name: local(owner.name) })}</span>}
          <span>
            <At at={createdAt} />
          </span>
        </p>
      </div>
      <div className="record-side">
        <RolloutMark state={state} />
        {phase && phaseState && (
          <span className="rollout-at">
            {t(`rollouts.phase.${phase}`)} <PhaseMark state={phaseState} />
          </span>
        )}
      </div>
    </article>
  );
}
