import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { At } from '../../ui/At.tsx';
import { useDefinition } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { TaskList } from '../../ui/TaskList.tsx';
import type { Instance } from './live.ts';

/** What the instance waits for: people, machines, moments. */
export function Now({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { tasks, standing } = instance;
  const outline = useDefinition(instance.definition).data?.outline ?? [];
  // A subprocess waits for what is inside of it, which stands here for itself.
  const told = new Set([...tasks, ...outline.filter(({ kind }) => kind === 'subProcess')].map(({ node }) => node));
  const others = standing.filter(({ node }) => !told.has(node));
  return (
    <>
      <section className="card stack">
        <h2>{t('instances.now')}</h2>
        {tasks.length > 0 && <TaskList tasks={tasks} />}
        {others.length > 0 && (
          <ul className="plain-list">
            {others.map(({ node, name, tokens }) => (
              <li key={node}>
                {local(name)} {tokens > 1 && <span className="quiet">× {tokens}</span>}
              </li>
            ))}
          </ul>
        )}
        {tasks.length + others.length === 0 && <p className="quiet">{t('instances.standsNowhere')}</p>}
      </section>
      {instance.mayReadState && instance.status === 'running' && <Timers instanceId={instance.id} />}
    </>
  );
}

function Timers({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const found = useAsk('getInstanceState', { params: { instanceId } });
  const timers = found.data?.state?.timers ?? [];
  if (timers.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('instances.timers')}</h2>
      <ul className="plain-rows">
        {timers.map(({ node, name, what, at }) => (
          <li key={`${node} ${what} ${at}`}>
            <strong>{local(name)}</strong> <span className="quiet">{t(`instances.timer.${what}`)}</span>
            <br />
            <At at={at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
