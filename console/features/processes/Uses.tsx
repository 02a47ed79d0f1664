import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { useLocal } from '../../ui/local.ts';
import { processAddress } from '../../ui/processAddress.ts';

type Found = Output<'getProcessUses'>;

/** What a process has to do with others, and the clauses that it carries out. */
export function Uses({ process }: { readonly process: string }) {
  const { t } = useTranslation();
  const found = useAsk('getProcessUses', { params: { process } });
  if (!found.data) return null;
  const { calledBy, calls, messages, clauses } = found.data;
  return (
    <>
      <Others title={t('processes.calledBy')} uses={calledBy} />
      <Others title={t('processes.calls')} uses={calls} />
      <Messages messages={messages} />
      <Clauses clauses={clauses} />
    </>
  );
}

function Others({ title, uses }: { readonly title: string; readonly uses: Found['calls'] }) {
  if (uses.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{title}</h2>
      <UseList uses={uses} />
    </section>
  );
}

function UseList({ uses }: { readonly uses: Found['calls'] }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <ul className="process-list">
      {uses.map(({ key, name, steps }) => (
        <li key={key}>
          <Link to={processAddress(key)}>{local(name)}</Link>
          {steps.length > 0 && <span className="quiet"> {steps.map(local).join(t('common.comma'))}</span>}
        </li>
      ))}
    </ul>
  );
}

function Messages({ messages }: Pick<Found, 'messages'>) {
  const { t } = useTranslation();
  if (messages.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('instances.messages')}</h2>
      <ul className="process-list">
        {messages.map(({ message, direction, others }) => (
          <li key={`${direction} ${message}`}>
            <strong>{message}</strong> <span className="quiet">{t(`processes.directions.${direction}`)}</span>
            <UseList uses={others} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Clauses({ clauses }: Pick<Found, 'clauses'>) {
  const { t } = useTranslation();
  const local = useLocal();
  if (clauses.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t('processes.clauses')}</h2>
      <ul className="process-list">
        {clauses.toSorted(byNumber).map(({ clause, steps }) => (
          <li key={clause}>
            <Link to={clauseAddress(clause)}>{clause.replace('#', ' § ')}</Link>
            {steps.length > 0 && <span className="quiet"> {steps.map(local).join(t('common.comma'))}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const byNumber = (a: { readonly clause: string }, b: { readonly clause: string }) =>
  a.clause.localeCompare(b.clause, 'en', { numeric: true });
