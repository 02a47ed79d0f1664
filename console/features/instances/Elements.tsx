import { Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { OutlineEntry } from '../../../contract/processes.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useDefinition, useVersions } from '../../ui/library.ts';
import type { Count } from '../../ui/process/drawing.ts';
import { ProcessView } from '../../ui/process/ProcessView.tsx';

const REFRESH_MS = 5_000;

type Props = { readonly process: string; readonly version: string };

/** Where the running instances of a process stand: counted at every element, in the diagram and in the list of steps. */
export function Elements({ process, version }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const versions = useVersions(process);
  const chosen = version === '' ? busiest(versions) : versions.find((it) => String(it.version) === version);
  if (!chosen) return null;
  return (
    <details className="card elements" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('instances.elements', { version: chosen.version })}
        {chosen.running !== null && ` · ${t('instances.running', { count: chosen.running })}`}
      </summary>
      {isOpen && <Counted hash={chosen.definition} />}
    </details>
  );
}

/** The newest version that anything runs on: just after a deployment that is not the current one. */
function busiest(versions: ReturnType<typeof useVersions>) {
  return versions.find(({ running }) => running !== null && running > 0) ?? versions.find(({ current }) => current);
}

function Counted({ hash }: { readonly hash: string }) {
  const { t } = useTranslation();
  const definition = useDefinition(hash);
  const heat = useAsk('getHeat', { params: { hash } }, { refetchInterval: REFRESH_MS });
  const counts = useMemo(
    () =>
      Object.fromEntries((heat.data?.nodes ?? []).map(({ node, tokens, incidents }) => [node, { tokens, incidents }])),
    [heat.data],
  );
  return (
    <>
      {heat.data?.nodes.length === 0 && <p className="quiet">{t('instances.standNowhere')}</p>}
      {heat.data?.capped && <p className="quiet">{t('instances.capped', { count: heat.data.instances })}</p>}
      <Answered query={definition} skeleton={<Skeleton active />}>
        {({ xml, outline, labels }) => (
          <ProcessView
            xml={xml}
            outline={outline.filter(({ node }) => counts[node])}
            labels={labels}
            counts={counts}
            note={(entry) => <Stand entry={entry} count={counts[entry.node]} />}
          />
        )}
      </Answered>
    </>
  );
}

type StandProps = { readonly entry: OutlineEntry; readonly count: Count | undefined };

function Stand({ entry, count }: StandProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  if (!count) return null;
  const filtered = new URLSearchParams(search);
  filtered.set('node', entry.node);
  return (
    <Link to={{ search: filtered.toString() }} className="element-count">
      {count.incidents > 0 ? t('instances.standWithIncidents', count) : t('instances.stand', count)}
    </Link>
  );
}
