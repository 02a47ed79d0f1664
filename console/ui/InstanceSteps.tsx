import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../contract/address.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import { useAsk } from '../app/queries.ts';
import { Answered } from './Answered.tsx';
import { At } from './At.tsx';
import { instanceAddress } from './instanceAddress.ts';
import { useLocal } from './local.ts';
import { Mark } from './Mark.tsx';
import { TaskList } from './TaskList.tsx';

const REFRESH_MS = 5_000;
const verdicts = ['approved', 'rejected'] as const;

type Props = { readonly instance: string };

/** What is to be done now in a process, by whom and until when, and what was done; nothing for those who may not see it. */
export function InstanceSteps({ instance }: Props) {
  const { t } = useTranslation();
  const found = useInstance(instance);
  if (found.error && found.data === undefined) return null;
  return (
    <section className="card stack">
      <h2>{t('steps.title')}</h2>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 3 }} />}>
        {(it) => <Steps instance={it} />}
      </Answered>
    </section>
  );
}

/** The same inside of something else, read only when somebody wants to know. */
export function FoldedSteps({ instance }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="steps-done" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('steps.title')}</summary>
      {isOpen && <Unfolded instance={instance} />}
    </details>
  );
}

function Unfolded({ instance }: Props) {
  const found = useInstance(instance);
  return (
    <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 2 }} />}>
      {(it) => (
        <div className="stack">
          <Steps instance={it} />
        </div>
      )}
    </Answered>
  );
}

const useInstance = (instance: string) =>
  useAsk('getInstance', { params: { instanceId: instance } }, { refetchInterval: REFRESH_MS });

function Steps({ instance }: { readonly instance: Output<'getInstance'> }) {
  const { t } = useTranslation();
  const local = useLocal();
  const done = instance.history.filter(({ kind, refused }) => kind === 'taskCompleted' && refused === null);
  return (
    <>
      {instance.incidents.map(({ token, name, reason }) => (
        <div key={token} className="notice">
          <strong>{t('steps.stuck', { step: local(name) })}</strong>
          <p>{reason}</p>
        </div>
      ))}
      {instance.tasks.length > 0 ? <TaskList tasks={instance.tasks} /> : <p className="quiet">{t('steps.none')}</p>}
      <p>
        <Link to={instanceAddress(instance.id)} className="steps-more">
          {t('steps.toInstance')}
        </Link>
      </p>
      {done.length > 0 && (
        <details className="steps-done">
          <summary>{t('steps.done', { count: done.length })}</summary>
          <ol className="task-list">
            {done.map((entry) => (
              <li key={entry.sequence}>
                <Done entry={entry} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Done({ entry: { name, by, outcome, at } }: { readonly entry: HistoryEntry }) {
  const { t } = useTranslation();
  const local = useLocal();
  const verdict = verdicts.find((it) => it === outcome);
  return (
    <>
      <strong>{name && local(name)}</strong>
      <span className="quiet">{by && local(by.name)}</span>
      {verdict && <Mark tone={verdict === 'approved' ? 'good' : 'bad'}>{t(`outcome.${verdict}`)}</Mark>}
      <span className="quiet task-done">
        <At at={at} />
      </span>
    </>
  );
}
