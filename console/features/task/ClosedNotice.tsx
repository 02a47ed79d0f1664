import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useMe } from '../../app/me.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { NextTask } from './NextTask.tsx';

/** A task that is closed: how, by whom and when, and which task comes next. */
export function ClosedNotice({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const me = useMe();
  if (task.outcome === null || task.closedAt === null) return null;
  const by = task.history.findLast((it) => it.node === task.node && it.by !== null && it.refused === null)?.by;
  const isMine = by?.id === me.person.id;
  return (
    <div className={isMine ? 'notice good' : 'notice'} role="status">
      <strong>
        {isMine ? t('task.closedByMe') : t('task.closed')} {t(`outcome.${task.outcome}`)}
      </strong>
      <p>
        {by && !isMine && `${local(by.name)} · `}
        <time dateTime={task.closedAt}>{showMoment(task.closedAt, language)}</time>
      </p>
      <NextTask />
    </div>
  );
}
