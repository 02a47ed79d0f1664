import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import type { Instance } from './live.ts';
import { StatusMark } from './StatusMark.tsx';

/** What an instance has to do with others: those that it called, and the messages it sends, takes and waits for. */
export function Related({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <h2>{t('instances.children')}</h2>
      <Children instanceId={instance.id} />
      <h2>{t('instances.messages')}</h2>
      <Messages messages={instance.messages} />
    </div>
  );
}

function Children({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const pages = usePages('listInstances', { query: { parent: instanceId } });
  return (
    <Listed pages={pages} empty={<p className="quiet">{t('instances.noChildren')}</p>}>
      <ul className="plain-rows">
        {pages.rows.map((child) => (
          <li key={child.id}>
            <Link to={instanceAddress(child.id)}>{local(child.process.name)}</Link>{' '}
            <span className="quiet">{child.title || child.businessKey}</span> <StatusMark instance={child} />
          </li>
        ))}
      </ul>
    </Listed>
  );
}

function Messages({ messages }: Pick<Instance, 'messages'>) {
  const { t } = useTranslation();
  const local = useLocal();
  if (messages.length === 0) return <p className="quiet">{t('instances.noMessages')}</p>;
  return (
    <table className="ledger" aria-label={t('instances.messages')}>
      <thead>
        <tr>
          <th scope="col">{t('instances.message')}</th>
          <th scope="col">{t('instances.direction')}</th>
          <th scope="col">{t('instances.step')}</th>
          <th scope="col">{t('instances.when')}</th>
        </tr>
      </thead>
      <tbody>
        {messages.map(({ direction, message, key, name, at }) => (
          <tr key={`${direction} ${message} ${key} ${at}`}>
            <th scope="row">
              {message}
              {key !== null && key !== '' && (
                <p>
                  <Link to={`/instances?text=${encodeURIComponent(key)}`}>{key}</Link>
                </p>
              )}
            </th>
            <td data-label={t('instances.direction')}>{t(`instances.directions.${direction}`)}</td>
            <td data-label={t('instances.step')}>{name && local(name)}</td>
            <td data-label={t('instances.when')}>
              <At at={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
