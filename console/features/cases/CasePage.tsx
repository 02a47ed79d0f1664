import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { camel } from '../../ui/camel.ts';
import { InstanceSteps } from '../../ui/InstanceSteps.tsx';
import { Stages } from '../../ui/Stages.tsx';
import '../../ui/records.css';
import { useTitle } from '../../ui/useTitle.ts';
import { CaseClause } from './CaseClause.tsx';
import './cases.css';
import { Decision } from './Decision.tsx';
import { Enforceability } from './Enforceability.tsx';
import { Facts } from './Facts.tsx';
import { type CaseFile, stagesOf } from './file.ts';
import { OwnSteps } from './OwnSteps.tsx';
import { Parties } from './Parties.tsx';
import { Standing } from './Standing.tsx';

const REFRESH_MS = 5_000;

/** One case, as far as whoever looks may read it. */
export function CasePage() {
  const { t } = useTranslation();
  const { case: id = '' } = useParams();
  const found = useAsk('getCase', { params: { case: id } }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <p className="no-print">
        <Link to="/cases">← {t('cases.title')}</Link>
      </p>
      {found.data === undefined && <h1 className="spoken-only">{t('cases.one')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(it) => <Shown file={it} />}
      </Answered>
    </>
  );
}

function Shown({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const title = t('cases.number', { id: file.id });
  useTitle(title);
  return (
    <>
      <header className="page-head">
        <h1>{title}</h1>
        <Standing row={file} />
      </header>
      <Stages
        label={t('cases.stages')}
        stages={stagesOf(file).map((id) => ({ id, name: t(`cases.state.${camel(id)}`) }))}
        at={file.state}
        isOver={file.state === 'closed'}
      />
      <p className="quiet case-view">{t(`cases.viewHint.${file.view}`)}</p>
      {file.view === 'respondent' && <OwnSteps file={file} />}
      <div className="two-columns">
        <div className="stack">
          <Facts file={file} />
          {file.enforceability && <Enforceability clause={file.clause} found={file.enforceability} />}
          <Decision file={file} />
        </div>
        <aside className="stack" aria-label={t('cases.about')}>
          {file.instanceId !== null && <InstanceSteps instance={file.instanceId} />}
          <Parties file={file} />
          <CaseClause clause={file.clause} version={file.enforceability?.version ?? null} />
        </aside>
      </div>
    </>
  );
}
