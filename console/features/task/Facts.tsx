import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { Due } from '../../ui/Due.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';

/** For whom a task is, since when, until when, and what one must hold to do it. */
export function Facts({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const isOpen = task.outcome === null;
  const candidates = task.candidates.map((it) => local(it.name)).join(t('common.comma'));
  return (
    <section className="card">
      <h2>{t('task.about')}</h2>
      <dl className="facts">
        {isOpen && (
          <Fact name={t('task.due')}>
            <Due dueAt={task.dueAt} provisional={task.provisional} />
          </Fact>
        )}
        <Fact name={t('task.requester')}>{task.requester && local(task.requester.name)}</Fact>
        <Fact name={t('task.holder')}>
          {task.assignee ? local(task.assignee.name) : isOpen && t('task.heldByNobody')}
        </Fact>
        <Fact name={t('task.candidates')}>{isOpen && candidates}</Fact>
        <Fact name={t('task.opened')}>
          <time dateTime={task.openedAt}>{showMoment(task.openedAt, language)}</time>
        </Fact>
        <Fact name={t('task.permission')}>{task.permission && local(task.permission.name)}</Fact>
        <Fact name={t('task.credential')}>{task.credential && local(task.credential.name)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === '' || children === false) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
