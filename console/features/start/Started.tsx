import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useMe } from '../../app/me.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Due } from '../../ui/Due.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { useLocal } from '../../ui/local.ts';
import { taskAddress } from '../../ui/taskAddress.ts';

const REFRESH_MS = 2_000;

type Props = { readonly instance: string; readonly onAgain: () => void };

/** Says that the process has begun, and where it stands now. */
export function Started({ instance, onAgain }: Props) {
  const { t } = useTranslation();
  const found = useAsk('getInstance', { params: { instanceId: instance } }, { refetchInterval: REFRESH_MS });
  return (
    <section className="card started">
      <div className="notice good" role="status">
        <strong>{t('start.done')}</strong>
        <p>{t('start.doneDetail')}</p>
      </div>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 2 }} />}>
        {(it) => <Standing instance={it} />}
      </Answered>
      <p className="start-send">
        <Link to="/inbox?box=started" className="button">
          {t('start.toStarted')}
        </Link>
        <Link to={instanceAddress(instance)} className="button">
          {t('start.toInstance')}
        </Link>
        <Button onClick={onAgain}>{t('start.again')}</Button>
      </p>
    </section>
  );
}

function Standing({ instance }: { readonly instance: Output<'getInstance'> }) {
  const { t } = useTranslation();
  const local = useLocal();
  const title = useInstanceTitle();
  const me = useMe();
  return (
    <>
      <h2>{title(instance)}</h2>
      <p className="quiet">{instance.businessKey}</p>
      <h3>{t('start.now')}</h3>
      <ul className="standing">
        {instance.tasks
          .filter((it) => it.outcome === null)
          .map((task) => (
            <li key={task.id}>
              <Link to={taskAddress(task.id)}>{local(task.name)}</Link>
              <span className="quiet">
                {task.assignee?.id === me.person.id
                  ? t('task.heldByMe')
                  : task.assignee
                    ? local(task.assignee.name)
                    : t('task.heldByNobody')}
              </span>
              <Due dueAt={task.dueAt} provisional={task.provisional} />
            </li>
          ))}
      </ul>
    </>
  );
}
