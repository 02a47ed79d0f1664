import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { camel } from '../../ui/camel.ts';
import { InstanceSteps } from '../../ui/InstanceSteps.tsx';
import { useLocal } from '../../ui/local.ts';
import '../../ui/records.css';
import { Stages } from '../../ui/Stages.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { FindingCard } from './FindingCard.tsx';
import './inspections.css';
import { Items } from './Items.tsx';
import { Lot, Period } from './Lot.tsx';
import { Sample } from './Sample.tsx';
import { type Inspection, inspectionStates } from './words.ts';

const REFRESH_MS = 5_000;

/** One inspection: how its sample was drawn, what was found of each item, and what became of it. */
export function InspectionPage() {
  const { t } = useTranslation();
  const { inspection = '' } = useParams();
  const found = useAsk('getInspection', { params: { inspection } }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <p className="no-print">
        <Link to="/inspections">← {t('inspections.title')}</Link>
      </p>
      {found.data === undefined && <h1 className="spoken-only">{t('inspections.one')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(it) => <Shown inspection={it} />}
      </Answered>
    </>
  );
}

function Shown({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useTranslation();
  const local = useLocal();
  useTitle(local(inspection.plan.name));
  return (
    <>
      <header className="page-head">
        <h1>
          {local(inspection.plan.name)} <Period period={inspection.period} />
        </h1>
        <Lot accepted={inspection.accepted} />
      </header>
      <Stages
        label={t('inspections.stages')}
        stages={inspectionStates.map((id) => ({ id, name: t(`inspections.states.${camel(id)}`) }))}
        at={inspection.state}
        isOver={inspection.state === 'closed'}
      />
      <div className="two-columns">
        <div className="stack">
          <Items items={inspection.items} />
          <FindingList inspection={inspection} />
        </div>
        <aside className="stack" aria-label={t('inspections.about')}>
          <Sample inspection={inspection} />
          <InstanceSteps instance={inspection.instanceId} />
        </aside>
      </div>
    </>
  );
}

type Listed = Inspection['findingList'][number];

/** In the order of the items. */
const byNumber = (one: Listed, other: Listed): number => one.number - other.number;

function FindingList({ inspection: { findingList, state } }: { readonly inspection: Inspection }) {
  const { t } = useTranslation();
  const isJudged = state === 'confirmed' || state === 'closed';
  return (
    <section className="stack" aria-label={t('inspections.view.findings')}>
      <h2>{t('inspections.findingCount', { count: findingList.length })}</h2>
      {findingList.length === 0 && (
        <p className="quiet">{isJudged ? t('inspections.foundNothing') : t('inspections.notFoundYet')}</p>
      )}
      {[...findingList].sort(byNumber).map((finding) => (
        <FindingCard key={finding.id} finding={finding} />
      ))}
    </section>
  );
}
