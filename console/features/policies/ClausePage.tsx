import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { versionAddress } from './addresses.ts';
import { ClauseForm } from './ClauseForm.tsx';
import { ClauseWays } from './ClauseWays.tsx';
import './clauseForm.css';
import './policies.css';
import type { Clause } from './reading.ts';

/** One clause of a draft: how it was, and how it is to be. */
export function ClausePage() {
  const { policy = '', version = '', number = '' } = useParams();
  const found = useAsk('getPolicyVersion', { params: { policy, version } });
  return (
    <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 12 }} />}>
      {(it) => <Shown key={number} version={it} number={number} />}
    </Answered>
  );
}

function Shown({ version, number }: { readonly version: PolicyVersion; readonly number: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  useTitle(t('policies.clause.title', { number }));
  const base = useAsk(
    'getPolicyVersion',
    { params: { policy: version.policy, version: version.basedOn ?? 0 } },
    { enabled: version.basedOn !== null },
  );
  const chapter = version.chapters.find(({ id }) => id === number.split('.')[0]);
  const clause = clauseIn(version, number);
  const before = base.data && clauseIn(base.data, number);
  if (base.isLoading) return <Skeleton active paragraph={{ rows: 12 }} />;
  return (
    <>
      <p>
        <Link to={`${versionAddress(version)}#c-${number}`}>
          {t('policies.clause.back', { version: version.version })}
        </Link>
      </p>
      <h1>
        {t('policies.clause.title', { number })}{' '}
        {chapter && <span className="policy-version">{local(chapter.title)}</span>}
      </h1>
      {!version.mayEdit && <p className="notice">{t('policies.clause.mayNot')}</p>}
      {before && <Before clause={before} version={version.basedOn ?? 0} />}
      {version.mayEdit && (
        <>
          <ClauseWays version={version} number={number} clause={clause} before={before} />
          <ClauseForm version={version} number={number} clause={clause ?? before} />
        </>
      )}
    </>
  );
}

const clauseIn = ({ chapters }: PolicyVersion, number: string): Clause | undefined =>
  chapters.flatMap(({ clauses }) => clauses).find((it) => it.number === number);

function Before({ clause, version }: { readonly clause: Clause; readonly version: number }) {
  const { t } = useTranslation();
  return (
    <section className="card clause-before" aria-labelledby="clause-before">
      <h2 id="clause-before">{t('policies.clause.before', { version })}</h2>
      <div className="policy-both">
        <p lang="zh-CN">{clause.text['zh-CN']}</p>
        <p lang="en">{clause.text.en}</p>
      </div>
    </section>
  );
}
