import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskRow } from '../../contract/tasks.ts';
import { useMe } from '../app/me.ts';
import { Due } from './Due.tsx';
import { useLocal } from './local.ts';
import './taskList.css';
import { taskAddress } from './taskAddress.ts';

type Props = {
  readonly tasks: readonly TaskRow[];
  /** All of them are before whoever looks, so nobody needs to be named. */
  readonly isOwn?: boolean;
};

/** Steps that are to be done: who has each, and until when. */
export function TaskList({ tasks, isOwn = false }: Props) {
  const local = useLocal();
  return (
    <ul className="task-list">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link to={taskAddress(task.id)}>{local(task.name)}</Link>
          {!isOwn && <Holder task={task} />}
          <Due dueAt={task.dueAt} provisional={task.provisional} />
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
