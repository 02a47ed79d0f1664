import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskRow } from '../../contract/tasks.ts';
import { useMe } from '../app/me.ts';
import { Due } from './Due.tsx';
import { useLanguage, useLocal } from './local.ts';
import { showMoment } from './moment.ts';
import './taskList.css';
import { taskAddress } from './taskAddress.ts';

type Props = {
  readonly tasks: readonly TaskRow[];
  /** All of them are before whoever looks, so nobody needs to be named. */
  readonly isOwn?: boolean;
};

/** Steps of one process: who has each and until when, or how and when it was done. */
export function TaskList({ tasks, isOwn = false }: Props) {
  const local = useLocal();
  return (
    <ul className="task-list">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link to={taskAddress(task.id)}>{local(task.name)}</Link>
          {!isOwn && <Holder task={task} />}
          {task.outcome === null ? <Due dueAt={task.dueAt} provisional={task.provisional} /> : <Done task={task} />}
        </li>
      ))}
    </ul>
  );
}

function Holder({ task: { assignee } }: { readonly task: TaskRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  const me = useMe();
  if (assignee === null) return <span className="quiet">{t('task.heldByNobody')}</span>;
  return <span className="quiet">{assignee.id === me.person.id ? t('task.heldByMe') : local(assignee.name)}</span>;
}

function Done({ task: { outcome, closedAt } }: { readonly task: TaskRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="quiet task-done">
      <CheckCircleOutlined aria-hidden /> {outcome && t(`outcome.${outcome}`)}
      {closedAt && <time dateTime={closedAt}> {showMoment(closedAt, language)}</time>}
    </span>
  );
}
