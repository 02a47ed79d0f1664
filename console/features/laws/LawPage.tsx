import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { useDay } from '../../ui/useDay.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { CertaintyTag } from './CertaintyTag.tsx';
import { InForce } from './InForce.tsx';
import './laws.css';

type Law = Output<'getLaw'>;

/** One law: its dates, what it asks of the company, and the clauses in force that rest on it. */
export function LawPage() {
  const { t } = useTranslation();
  const { law = '' } = useParams();
  const found = useAsk('getLaw', { params: { law } });
  return (
    <>
      <p className="no-print">
        <Link to="/laws">{t('laws.back')}</Link>
      </p>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {(it) => <Shown law={it} />}
      </Answered>
    </>
  );
}

function Shown({ law }: { readonly law: Law }) {
  const local = useLocal();
  useTitle(local(law.name));
  return (
    <>
      <h1>{local(law.name)}</h1>
      <Facts law={law} />
      <Statements law={law} />
      <CitingClauses law={law} />
    </>
  );
}

function Facts({ law }: { readonly law: Law }) {
  const { t } = useTranslation();
  const local = useLocal();
  const day = useDay();
  return (
    <dl className="card laws-facts">
      <Fact name={t('laws.jurisdictionColumn')}>{t(`laws.jurisdiction.${law.jurisdiction}`)}</Fact>
      <Fact name={t('laws.number')}>{law.number}</Fact>
      {law.edition && <Fact name={t('laws.edition')}>{local(law.edition)}</Fact>}
      {law.promulgated && <Fact name={t('laws.promulgated')}>{day(law.promulgated)}</Fact>}
      <Fact name={t('laws.inForceColumn')}>
        <InForce law={law} />
      </Fact>
      <Fact name={t('laws.certaintyColumn')}>
        <CertaintyTag certainty={law.certainty} />
        {law.certaintyNote && <small className="quiet laws-note">{local(law.certaintyNote)}</small>}
      </Fact>
    </dl>
  );
}

function Statements({ law }: { readonly law: Law }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (law.articles.length === 0) return null;
  return (
    <section className="card laws-section" aria-labelledby="laws-asks">
      <h2 id="laws-asks">{t('laws.asks')}</h2>
      <ul>
        {law.articles.map(({ articles, statement }) => (
          <li key={statement.en}>
            {articles.length > 0 && (
              <strong>{t('laws.articles', { articles: articles.join(t('common.comma')) })}</strong>
            )}{' '}
            {local(statement)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function CitingClauses({ law }: { readonly law: Law }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="card laws-section" aria-labelledby="laws-clauses">
      <h2 id="laws-clauses">{t('laws.clauses')}</h2>
      {law.clauses.length === 0 && <p className="quiet">{t('laws.noClauses')}</p>}
      <ul>
        {law.clauses.map((it) => (
          <li key={it.id}>
            <Link to={clauseAddress(it.id, it.version)}>{it.id.replace('#', ' § ')}</Link>{' '}
            <span className="quiet">
              {local(it.chapter)}
              {it.articles.length > 0 && ` · ${t('laws.articles', { articles: it.articles.join(t('common.comma')) })}`}
            </span>
            <p>{local(it.text)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
