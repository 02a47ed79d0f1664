import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../contract/history.ts';
import type { OutlineEntry } from '../../contract/processes.ts';
import { refusalTitle } from '../app/i18n.ts';
import './history.css';
import { useLanguage, useLocal } from './local.ts';
import { showMoment } from './moment.ts';

const kinds = [
  'started',
  'taskClaimed',
  'taskUnclaimed',
  'taskCompleted',
  'taskReturned',
  'taskTransferred',
  'taskEscalated',
  'jobCompleted',
  'jobFailed',
  'messageDelivered',
  'childCompleted',
  'childFailed',
  'incidentRetried',
  'cancelled',
] as const;

type Props = { readonly entries: readonly HistoryEntry[]; readonly outline: readonly OutlineEntry[] };

/** What happened so far, newest first: who, what, when, and what they said. */
export function History({ entries, outline }: Props) {
  const { t } = useTranslation();
  if (entries.length === 0) return <p className="quiet">{t('history.none')}</p>;
  return (
    <ol className="history">
      {entries
        .filter(isTelling)
        .toReversed()
        .map((entry) => (
          <Entry key={entry.sequence} entry={entry} outline={outline} />
        ))}
    </ol>
  );
}

/** That time went by tells nobody anything; what came of it stands beside it. */
function isTelling({ kind, refused }: HistoryEntry): boolean {
  return kind !== 'clockAdvanced' || refused !== null;
}

function Entry({ entry, outline }: { readonly entry: HistoryEntry; readonly outline: readonly OutlineEntry[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const say = useDeed(outline);
  return (
    <li className={markOf(entry)}>
      <p>
        <strong>{entry.by ? local(entry.by.name) : t('history.system')}</strong>
        {entry.onBehalfOf && ` ${t('history.onBehalfOf', { name: local(entry.onBehalfOf.name) })}`} {say(entry)}
        {entry.name && ` · ${local(entry.name)}`}
        {entry.to && ` → ${entry.toName ? local(entry.toName) : entry.to}`}
      </p>
      {entry.comment && <blockquote>{entry.comment}</blockquote>}
      {entry.refused && <p className="refusal">{t('history.refused', { why: refusalTitle(entry.refused) })}</p>}
      <time dateTime={entry.at} className="quiet">
        {showMoment(entry.at, language)}
      </time>
    </li>
  );
}

/** What was done, in words: a verdict says more than that a task was completed. */
function useDeed(outline: readonly OutlineEntry[]): (entry: HistoryEntry) => string {
  const { t } = useTranslation();
  return ({ kind, outcome, node }) => {
    if (outcome === 'approved' || outcome === 'rejected') return t(`history.${outcome}`);
    const isOfTask = outline.some((it) => it.node === node && it.kind === 'userTask');
    if (kind === 'jobCompleted' && isOfTask) return t('history.reminded');
    const known = kinds.find((it) => it === kind);
    return known ? t(`history.${known}`) : kind;
  };
}

function markOf({ refused, outcome, by }: HistoryEntry): string {
  if (refused !== null) return 'refused';
  if (outcome === 'approved' || outcome === 'rejected') return outcome;
  return by === null ? 'system' : 'person';
}
