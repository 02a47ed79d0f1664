import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { OutlineEntry } from '../../../contract/processes.ts';
import { refusalTitle } from '../../app/i18n.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';

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
  'clockAdvanced',
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
      {entries.toReversed().map((entry) => (
        <Entry key={entry.sequence} entry={entry} outline={outline} />
      ))}
    </ol>
  );
}

function Entry({ entry, outline }: { readonly entry: HistoryEntry; readonly outline: readonly OutlineEntry[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const say = useDeed();
  const target = outline.find((it) => it.node === entry.to)?.name;
  return (
    <li className={markOf(entry)}>
      <p>
        <strong>{entry.by ? local(entry.by.name) : t('history.system')}</strong>
        {entry.onBehalfOf && ` ${t('history.onBehalfOf', { name: local(entry.onBehalfOf.name) })}`} {say(entry)}
        {entry.name && ` · ${local(entry.name)}`}
        {entry.to && ` → ${target ? local(target) : entry.to}`}
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
function useDeed(): (entry: HistoryEntry) => string {
  const { t } = useTranslation();
  return ({ kind, outcome }) => {
    if (outcome === 'approved' || outcome === 'rejected') return t(`history.${outcome}`);
    const known = kinds.find((it) => it === kind);
    return known ? t(`history.${known}`) : kind;
  };
}

function markOf({ refused, outcome, by }: HistoryEntry): string {
  if (refused !== null) return 'refused';
  if (outcome === 'approved' || outcome === 'rejected') return outcome;
  return by === null ? 'system' : 'person';
}
