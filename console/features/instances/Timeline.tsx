import { ApiOutlined, BranchesOutlined, MessageOutlined, UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TimelineEntry } from '../../../contract/instances.ts';
import { At } from '../../ui/At.tsx';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { History } from '../../ui/History.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { useDefinition } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { useSpan } from '../../ui/useSpan.ts';
import type { Instance } from './live.ts';

/** All that was done, the latest first: who, what, when, how long, under which clause. */
export function Timeline({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const definition = useDefinition(instance.definition);
  return (
    <div className="stack">
      {instance.timeline.length === 0 && <p className="quiet">{t('history.none')}</p>}
      <ol className="history timeline">
        {instance.timeline.toReversed().map((entry) => (
          <Entry key={`${entry.token} ${entry.kind} ${entry.openedAt}`} entry={entry} />
        ))}
      </ol>
      <details className="steps-done">
        <summary>{t('instances.journal')}</summary>
        <History entries={instance.history} outline={definition.data?.outline ?? []} />
      </details>
    </div>
  );
}

const icon = {
  task: <UserOutlined aria-hidden />,
  job: <ApiOutlined aria-hidden />,
  child: <BranchesOutlined aria-hidden />,
  message: <MessageOutlined aria-hidden />,
} as const satisfies Record<TimelineEntry['kind'], unknown>;

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { kind, name, by, onBehalfOf, comment, clauses, child } = entry;
  return (
    <li className={pointOf(entry)}>
      <p className="timeline-name">
        {icon[kind]} <strong>{local(name)}</strong>
        <span className="quiet">
          {by ? local(by.name) : kind === 'task' ? t('task.heldByNobody') : t(`instances.kind.${kind}`)}
          {onBehalfOf && ` ${t('history.onBehalfOf', { name: local(onBehalfOf.name) })}`}
        </span>
        <Outcome entry={entry} />
      </p>
      {comment && <blockquote>{comment}</blockquote>}
      <p className="quiet timeline-times">
        <Times entry={entry} />
      </p>
      {child && <Link to={instanceAddress(child)}>{t('instances.toChild')}</Link>}
      <ClauseTags clauses={clauses} />
    </li>
  );
}

function Times({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation();
  const span = useSpan();
  const { kind, openedAt, claimedAt, closedAt, waitingMs, workingMs } = entry;
  return (
    <>
      <At at={closedAt ?? openedAt} />
      {kind === 'task' ? (
        <>
          <span>{t('instances.waited', { span: span(waitingMs) })}</span>
          {(claimedAt !== null || workingMs > 0) && <span>{t('instances.worked', { span: span(workingMs) })}</span>}
        </>
      ) : (
        <span>{t('instances.took', { span: span(waitingMs + workingMs) })}</span>
      )}
    </>
  );
}

const outcomes = ['completed', 'approved', 'rejected', 'returned', 'withdrawn', 'failed'] as const;

const tone = {
  completed: 'good',
  approved: 'good',
  rejected: 'bad',
  returned: 'soon',
  withdrawn: 'idle',
  failed: 'bad',
} as const satisfies Record<(typeof outcomes)[number], Tone>;

function Outcome({ entry: { closedAt, outcome, onTime, reworked } }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation();
  const known = outcomes.find((it) => it === outcome);
  return (
    <>
      {closedAt === null && <Mark tone="going">{t('process.active')}</Mark>}
      {known && <Mark tone={tone[known]}>{t(`outcome.${known}`)}</Mark>}
      {onTime === false && <Mark tone="bad">{t('instances.late')}</Mark>}
      {reworked && <Mark tone="soon">{t('instances.reworked')}</Mark>}
    </>
  );
}

function pointOf({ outcome, closedAt, kind }: TimelineEntry): string {
  if (outcome === 'rejected' || outcome === 'failed') return 'rejected';
  if (outcome === 'approved') return 'approved';
  return kind === 'task' || closedAt === null ? 'person' : 'system';
}
