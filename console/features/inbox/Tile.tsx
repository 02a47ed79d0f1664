import {
  AuditOutlined,
  CheckCircleOutlined,
  CloseCircleOutlined,
  FormOutlined,
  RollbackOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskRow } from '../../../contract/tasks.ts';
import { useMe } from '../../app/me.ts';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { Due } from '../../ui/Due.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { taskAddress } from '../../ui/taskAddress.ts';
import { ClaimButton } from './ClaimButton.tsx';
import type { Box } from './filters.ts';

type Props = { readonly task: TaskRow; readonly box: Box };

/** One task of a list: what it is, for whom, under which clause, and by when. */
export function Tile({ task, box }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <article className={task.overdue && task.outcome === null ? 'tile card late' : 'tile card'}>
      <div className="tile-main">
        <h2 className="tile-name">
          {task.approval ? <AuditOutlined aria-hidden /> : <FormOutlined aria-hidden />}
          <Link to={taskAddress(task.id)}>{local(task.name)}</Link>
        </h2>
        <p className="tile-title">{task.title}</p>
        <p className="tile-facts quiet">
          <span>{local(task.process.name)}</span>
          <span>{task.businessKey}</span>
          {task.requester && <span>{t('inbox.requester', { name: local(task.requester.name) })}</span>}
        </p>
        <ClauseTags clauses={task.clauses} />
      </div>
      <div className="tile-side">
        {task.outcome === null ? <Due dueAt={task.dueAt} provisional={task.provisional} /> : <Closed task={task} />}
        <Holder task={task} />
        {box === 'todo' && task.assignee === null && <ClaimButton task={task.id} title={task.title} />}
      </div>
    </article>
  );
}

function Holder({ task }: { readonly task: TaskRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  const me = useMe();
  if (task.outcome !== null) return null;
  const isMine = task.assignee?.id === me.person.id;
  const words = isMine ? t('task.heldByMe') : task.assignee ? local(task.assignee.name) : t('task.heldByNobody');
  return (
    <span className="quiet holder">
      <UserOutlined aria-hidden /> {words}
    </span>
  );
}

const went = { mark: 'calm', icon: <CheckCircleOutlined aria-hidden /> };
const stopped = { mark: 'soon', icon: <RollbackOutlined aria-hidden /> };

const outcomeLook = {
  completed: went,
  approved: went,
  rejected: { mark: 'late', icon: <CloseCircleOutlined aria-hidden /> },
  returned: stopped,
  withdrawn: stopped,
};

function Closed({ task }: { readonly task: TaskRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (task.outcome === null || task.closedAt === null) return null;
  return (
    <span className="due">
      <span className={`due-mark ${outcomeLook[task.outcome].mark}`}>
        {outcomeLook[task.outcome].icon}
        {t(`outcome.${task.outcome}`)}
      </span>
      <time dateTime={task.closedAt} className="quiet">
        {showMoment(task.closedAt, language)}
      </time>
    </span>
  );
}
