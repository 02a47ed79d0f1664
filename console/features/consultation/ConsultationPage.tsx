import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Consultation } from '../../../contract/consultations.ts';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import './consultation.css';
import { GiveOpinion } from './GiveOpinion.tsx';
import { Opinions } from './Opinions.tsx';
import { Round } from './Round.tsx';

const LOOK_AGAIN_MS = 5_000;

/** What the staff are asked about a draft, what they say, and what becomes of it (Labour Contract Law, art. 4). */
export function ConsultationPage() {
  const { t } = useTranslation();
  const local = useLocal();
  const { policy = '', version = '' } = useParams();
  const params = { policy, version };
  const found = useAsk('getConsultation', { params }, { refetchInterval: LOOK_AGAIN_MS });
  const known = useAsk('listPolicies', {}).data?.items.find(({ id }) => id === policy);
  const title = t('consultation.title', { version });
  useTitle(title);
  return (
    <>
      <p>
        <Link to={`/policies/${policy}/${version}`}>{t('consultation.back')}</Link>
      </p>
      <h1>
        {title} {known && <span className="consultation-of">{local(known.title)}</span>}
      </h1>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {({ consultation }) => (consultation ? <Shown round={consultation} /> : <NotOpened params={params} />)}
      </Answered>
    </>
  );
}

function Shown({ round }: { readonly round: Consultation }) {
  const [filters, change] = useFilters(['clause', 'unanswered']);
  return (
    <>
      <Round round={round} onGive={(clause) => change({ clause })} />
      {round.mayGiveOpinion && <GiveOpinion key={filters.clause} round={round} clause={filters.clause} />}
      <Opinions round={round} filters={filters} onChange={change} />
    </>
  );
}

function NotOpened({ params }: { readonly params: { readonly policy: string; readonly version: string } }) {
  const { t } = useTranslation();
  return (
    <div className="card consultation-none">
      <p>
        <strong>{t('consultation.notOpened')}</strong>
      </p>
      <p className="quiet">{t('consultation.notOpenedHint')}</p>
      <p>
        <Link className="button" to={`/policies/${params.policy}/${params.version}`}>
          {t('consultation.toText')}
        </Link>
      </p>
    </div>
  );
}
