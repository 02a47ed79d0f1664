import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../contract/address.ts';
import { useAsk } from '../app/queries.ts';
import { useLocal } from './local.ts';
import { TaskList } from './TaskList.tsx';

const REFRESH_MS = 5_000;

/** What is to be done now in a process, by whom and until when, and what was done; nothing for those who may not see it. */
export function InstanceSteps({ instance }: { readonly instance: string }) {
  const { t } = useTranslation();
  const found = useAsk('getInstance', { params: { instanceId: instance } }, { refetchInterval: REFRESH_MS });
  if (found.error && found.data === undefined) return null;
  return (
    <section className="card stack">
      <h2>{t('steps.title')}</h2>
      {found.data ? <Steps instance={found.data} /> : <Skeleton active paragraph={{ rows: 3 }} />}
    </section>
  );
}

function Steps({ instance }: { readonly instance: Output<'getInstance'> }) {
  const { t } = useTranslation();
  const local = useLocal();
  const open = instance.tasks.filter(({ outcome }) => outcome === null);
  const done = instance.tasks.filter(({ outcome }) => outcome !== null);
  return (
    <>
      {instance.incidents.map(({ token, name, reason }) => (
        <div key={token} className="notice">
          <strong>{t('steps.stuck', { step: local(name) })}</strong>
          <p>{reason}</p>
        </div>
      ))}
      {open.length > 0 ? <TaskList tasks={open} /> : <p className="quiet">{t('steps.none')}</p>}
      {done.length > 0 && (
        <details className="steps-done">
          <summary>{t('steps.done', { count: done.length })}</summary>
          <TaskList tasks={done} />
        </details>
      )}
    </>
  );
}
