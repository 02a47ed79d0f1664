import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PolicyVersion, VersionSummary } from '../../../contract/policies.ts';
import { useAsk } from '../../app/queries.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { diffAddress, versionAddress } from './addresses.ts';
import { StatusTag } from './StatusTag.tsx';

const SHOWN_OF_HASH = 12;

/** What one reads: the title, the version and whether it binds, with the ways to other versions. */
export function VersionHead({ version: it }: { readonly version: PolicyVersion }) {
  const { t } = useTranslation();
  const local = useLocal();
  const versions = useAsk('listPolicies', {}).data?.items.find(({ id }) => id === it.policy)?.versions ?? [];
  return (
    <>
      <div className="policy-head">
        <h1>
          {local(it.title)} <span className="policy-version">{t('policies.version', { version: it.version })}</span>{' '}
          <StatusTag status={it.status} />
        </h1>
        <nav className="policy-ways no-print" aria-label={t('policies.ways')}>
          <VersionSwitch version={it} versions={versions} />
          {it.basedOn !== null && (
            <Link className="button" to={diffAddress(it.policy, it.basedOn, it.version)}>
              {t('policies.compareWith', { version: it.basedOn })}
            </Link>
          )}
          <Link className="button" to={`${versionAddress(it)}/consultation`}>
            {t('policies.consultation')}
          </Link>
        </nav>
      </div>
      <Banner version={it} inForce={versions.find(({ status }) => status === 'in-force')?.version} />
      <p className="quiet policy-meta">
        <span>{t(`policies.authoritative.${it.authoritative === 'en' ? 'en' : 'zh'}`)}</span>
        <span>
          {t('policies.hash')} <code title={it.contentHash}>{it.contentHash.slice(0, SHOWN_OF_HASH)}…</code>
        </span>
      </p>
    </>
  );
}

type SwitchProps = { readonly version: PolicyVersion; readonly versions: readonly VersionSummary[] };

function VersionSwitch({ version, versions }: SwitchProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (versions.length < 2) return null;
  return (
    <select
      className="select"
      aria-label={t('policies.versionColumn')}
      value={version.version}
      onChange={(event) => void navigate(`/policies/${version.policy}/${event.target.value}`)}
    >
      {versions.map(({ version: number, status }) => (
        <option key={number} value={number}>
          {t('policies.version', { version: number })}
          {status === 'in-force' ? ` · ${t('policies.status.inForce')}` : ''}
        </option>
      ))}
    </select>
  );
}

type BannerProps = { readonly version: PolicyVersion; readonly inForce: number | undefined };

/** Whether one may rely on what one reads. */
function Banner({ version: it, inForce }: BannerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (it.status === 'in-force')
    return (
      <p className="notice good">
        {t('policies.banner.inForce', { at: it.effectiveFrom ? showMoment(it.effectiveFrom, language) : '' })}
      </p>
    );
  return (
    <div className="notice policy-banner">
      <p>{whatItIs()}</p>
      {it.withdrawnReason && <p>{t('policies.banner.reason', { reason: it.withdrawnReason })}</p>}
      {inForce !== undefined && (
        <p>
          <Link to={`/policies/${it.policy}/${inForce}`}>{t('policies.banner.toInForce', { version: inForce })}</Link>
        </p>
      )}
    </div>
  );

  function whatItIs(): string {
    switch (it.status) {
      case 'superseded':
        return t('policies.banner.superseded', { at: it.effectiveTo ? showMoment(it.effectiveTo, language) : '' });
      case 'withdrawn':
        return t('policies.banner.withdrawn');
      case 'approved':
      case 'publicity':
        return t('policies.banner.approved');
      default:
        return t('policies.banner.draft');
    }
  }
}
