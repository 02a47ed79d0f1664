import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import type { VersionSummary } from '../../../contract/policies.ts';
import { useMe } from '../../app/me.ts';
import { useAsk } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { diffAddress } from './addresses.ts';
import './policies.css';
import { isSettled, StatusTag } from './StatusTag.tsx';

type Policy = Output<'listPolicies'>['items'][number];

/** The policies of the company, with all their versions. */
export function PoliciesPage() {
  const { t } = useTranslation();
  useTitle(t('policies.title'));
  const policies = useAsk('listPolicies', {});
  return (
    <>
      <h1>{t('policies.title')}</h1>
      <Answered query={policies} skeleton={<Skeleton active paragraph={{ rows: 6 }} />}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="card policy-none">{t('policies.none')}</p>}
            {items.map((policy) => (
              <PolicyCard key={policy.id} policy={policy} />
            ))}
          </>
        )}
      </Answered>
    </>
  );
}

function PolicyCard({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const local = useLocal();
  const departments = useAsk('listDepartments', {}).data?.departments ?? [];
  const owner = departments.find(({ id }) => id === policy.ownerDepartment);
  return (
    <section className="card policy-card" aria-labelledby={`policy-${policy.id}`}>
      <header className="policy-head">
        <div>
          <h2 id={`policy-${policy.id}`}>
            {local(policy.title)} <span className="quiet">{policy.id}</span>
          </h2>
          <p className="quiet policy-meta">
            {owner && <span>{t('policies.owner', { name: local(owner.name) })}</span>}
            <span>{t('policies.review', { months: policy.reviewMonths })}</span>
            <span>{t(`policies.authoritative.${policy.authoritative === 'en' ? 'en' : 'zh'}`)}</span>
          </p>
        </div>
        <NewVersion policy={policy} />
      </header>
      <Versions policy={policy} />
    </section>
  );
}

/** A policy has at most one version in preparation; while it has one, that is the one to work on. */
function NewVersion({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const { roles } = useMe();
  const navigate = useNavigate();
  const draft = useWrite('draftPolicyVersion', ({ version }) => void navigate(`/policies/${policy.id}/${version}`));
  const begun = policy.versions.some(({ status }) => !isSettled(status));
  if (!roles.includes('officer') || begun) return null;
  return (
    <div>
      <Button size="large" loading={draft.isPending} onClick={() => draft.act({ params: { policy: policy.id } })}>
        {t('policies.newVersion')}
      </Button>
      {draft.error && <ProblemNotice error={draft.error} />}
    </div>
  );
}

function Versions({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <table className="policy-table" aria-label={t('policies.versionsOf', { title: local(policy.title) })}>
      <thead>
        <tr>
          <th scope="col">{t('policies.versionColumn')}</th>
          <th scope="col">{t('policies.statusColumn')}</th>
          <th scope="col">{t('policies.inForceColumn')}</th>
          <th scope="col">{t('policies.approvedColumn')}</th>
          <th scope="col">{t('policies.moreColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {policy.versions.map((version) => (
          <VersionRow key={version.version} policy={policy.id} version={version} />
        ))}
      </tbody>
    </table>
  );
}

function VersionRow({ policy, version: it }: { readonly policy: string; readonly version: VersionSummary }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const address = `/policies/${policy}/${it.version}`;
  return (
    <tr>
      <th scope="row">
        <Link to={address}>{t('policies.version', { version: it.version })}</Link>
      </th>
      <td>
        <StatusTag status={it.status} />
      </td>
      <td>
        {it.effectiveFrom && t('policies.from', { at: showMoment(it.effectiveFrom, language) })}
        {it.effectiveTo && ` ${t('policies.until', { at: showMoment(it.effectiveTo, language) })}`}
        {!it.effectiveFrom && <span className="quiet">{t('policies.notYet')}</span>}
      </td>
      <td>
        {it.approvedAt && showMoment(it.approvedAt, language)}
        {it.approvedBy && ` · ${local(it.approvedBy.name)}`}
      </td>
      <td>
        <span className="policy-links">
          {it.basedOn !== null && (
            <Link to={diffAddress(policy, it.basedOn, it.version)}>
              {t('policies.compareWith', { version: it.basedOn })}
            </Link>
          )}
          <Link to={`${address}/consultation`}>{t('policies.consultation')}</Link>
        </span>
      </td>
    </tr>
  );
}
