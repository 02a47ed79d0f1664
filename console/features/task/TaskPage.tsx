import { Skeleton, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Task } from '../../../contract/tasks.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { History } from '../../ui/History.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { useDefinition } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { ProcessView } from '../../ui/process/ProcessView.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { PolicyWays } from '../policies/PolicyWays.tsx';
import { Clauses } from './Clauses.tsx';
import { ClosedNotice } from './ClosedNotice.tsx';
import { Facts } from './Facts.tsx';
import './task.css';
import { Work } from './Work.tsx';

const REFRESH_MS = 20_000;

/** One task: what is asked, why, what came before it, and what one can do about it. */
export function TaskPage() {
  const { t } = useTranslation();
  const { task: taskId = '' } = useParams();
  const task = useAsk('getTask', { params: { taskId } }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <nav aria-label={t('task.back')} className="back no-print">
        <Link to="/inbox">← {t('frame.inbox')}</Link>
      </nav>
      {task.data === undefined && <h1 className="spoken-only">{t('task.about')}</h1>}
      <Answered query={task} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {(found) => <TaskView key={found.id} task={found} />}
      </Answered>
    </>
  );
}

function TaskView({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [search, setSearch] = useSearchParams();
  useTitle(local(task.name));
  return (
    <>
      <header className="task-head">
        <h1>{local(task.name)}</h1>
        <p className="task-title">{task.title}</p>
        <p className="quiet">
          {local(task.process.name)} ·{' '}
          {task.mayReadInstance ? (
            <Link to={instanceAddress(task.instanceId)} aria-label={t('task.toInstance', { key: task.businessKey })}>
              {task.businessKey}
            </Link>
          ) : (
            task.businessKey
          )}
        </p>
      </header>
      <ClosedNotice task={task} />
      <div className="task-columns">
        <Tabs
          className="task-main card"
          activeKey={search.get('tab') ?? 'work'}
          onChange={(tab) => setSearch({ tab }, { replace: true })}
          items={[
            { key: 'work', label: t('task.tab.work'), children: <Work task={task} /> },
            { key: 'diagram', label: t('task.tab.diagram'), children: <Diagram task={task} />, destroyOnHidden: true },
            { key: 'history', label: t('task.tab.history'), children: <TaskHistory task={task} /> },
          ]}
        />
        <aside className="task-aside" aria-label={t('task.about')}>
          <Facts task={task} />
          <PolicyWays context={task.context} />
          <Clauses clauses={task.clauseTexts} />
        </aside>
      </div>
    </>
  );
}

function Diagram({ task }: { readonly task: Task }) {
  const definition = useDefinition(task.definition);
  return (
    <Answered query={definition} skeleton={<Skeleton active />}>
      {({ xml, outline, labels }) => (
        <ProcessView xml={xml} outline={outline} labels={labels} progress={task.progress} here={task.node} />
      )}
    </Answered>
  );
}

function TaskHistory({ task }: { readonly task: Task }) {
  const definition = useDefinition(task.definition);
  return <History entries={task.history} outline={definition.data?.outline ?? []} />;
}
