import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { VersionSummary } from '../../../contract/policies.ts';
import { type Filters, useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { Changes } from './Changes.tsx';
import './diff.css';
import './policies.css';
import { VersionChoice } from './VersionChoice.tsx';

/** What differs between two versions of a policy. */
export function DiffPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const { policy = '' } = useParams();
  const policies = useAsk('listPolicies', {});
  const known = policies.data?.items.find(({ id }) => id === policy);
  useTitle(t('policies.diff.title'));
  return (
    <>
      <p className="no-print">
        <Link to="/policies">{t('policies.back')}</Link>
      </p>
      <h1>
        {t('policies.diff.title')} {known && <span className="policy-version">{local(known.title)}</span>}
      </h1>
      <Answered query={policies} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {() => <Comparison policy={policy} versions={known?.versions ?? []} />}
      </Answered>
    </>
  );
}

type Props = { readonly policy: string; readonly versions: readonly VersionSummary[] };

function Comparison({ policy, versions }: Props) {
  const { t } = useTranslation();
  const [filters, change] = useFilters(['from', 'to', 'class', 'all', 'both']);
  const { from, to } = chosen(filters, versions);
  const diff = useAsk(
    'diffPolicyVersions',
    { params: { policy }, query: { from, to } },
    { enabled: from > 0 && to > 0 },
  );
  if (versions.length < 2) return <p className="card policy-none">{t('policies.diff.onlyOne')}</p>;
  return (
    <>
      <div className="policy-bar no-print">
        <VersionChoice
          label={t('policies.diff.from')}
          version={from}
          versions={versions}
          onChange={(it) => change({ from: String(it), to: String(to) })}
        />
        <VersionChoice
          label={t('policies.diff.to')}
          version={to}
          versions={versions}
          onChange={(it) => change({ from: String(from), to: String(it) })}
        />
        <Check label={t('policies.both')} name="both" filters={filters} onChange={change} />
        <Check label={t('policies.diff.all')} name="all" filters={filters} onChange={change} />
      </div>
      <Answered query={diff} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {(it) => <Changes diff={it} filters={filters} onChange={change} />}
      </Answered>
    </>
  );
}

/** Nobody has said which: the newest version, and the one it is based on. */
function chosen(filters: Filters<'from' | 'to'>, versions: readonly VersionSummary[]) {
  const to = Number(filters.to) || (versions[0]?.version ?? 0);
  const basedOn = versions.find(({ version }) => version === to)?.basedOn;
  const from = Number(filters.from) || (basedOn ?? versions.find(({ version }) => version < to)?.version ?? to);
  return { from, to };
}

type Toggle = 'both' | 'all';

type CheckProps = {
  readonly label: string;
  readonly name: Toggle;
  readonly filters: Filters<Toggle>;
  readonly onChange: (next: Partial<Filters<Toggle>>) => void;
};

function Check({ label, name, filters, onChange }: CheckProps) {
  return (
    <label className="policy-check">
      <input
        type="checkbox"
        checked={filters[name] === 'true'}
        onChange={(event) => onChange({ [name]: event.target.checked ? 'true' : '' })}
      />
      {label}
    </label>
  );
}
