import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { taskAddress } from '../../ui/taskAddress.ts';

/** The way on: the task that is due first, or the inbox. */
export function NextTask() {
  const { t } = useTranslation();
  const local = useLocal();
  const tasks = useAsk('listTasks', { query: { limit: 1 } });
  const next = tasks.data?.items[0];
  return (
    <p className="next-task">
      {next && (
        <Link to={taskAddress(next.id)} className="button primary">
          {t('task.next', { task: local(next.name) })}
        </Link>
      )}
      <Link to="/inbox" className="button">
        {t('task.toInbox')}
      </Link>
    </p>
  );
}
