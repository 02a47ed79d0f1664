import { Skeleton, Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFilters } from '../../app/filters.ts';
import type { Live } from '../../app/live.ts';
import { useMe } from '../../app/me.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { useDefinition } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { ProcessView } from '../../ui/process/ProcessView.tsx';
import '../../ui/records.css';
import { useMedia } from '../../ui/useMedia.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { Data } from './Data.tsx';
import { Incidents } from './Incidents.tsx';
import { InstanceHead } from './InstanceHead.tsx';
import './instances.css';
import { type Instance, useInstance } from './live.ts';
import { Now } from './Now.tsx';
import { Related } from './Related.tsx';
import { Timeline } from './Timeline.tsx';

/** One instance of a process: where it stands, how it came there, what it knows; as it happens. */
export function InstancePage() {
  const { t } = useTranslation();
  const { instance: instanceId = '' } = useParams();
  const { found, live } = useInstance(instanceId);
  return (
    <>
      <nav aria-label={t('task.back')} className="back no-print">
        <Link to="/instances">← {t('frame.instances')}</Link>
      </nav>
      {found.data === undefined && <h1 className="spoken-only">{t('instances.one')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 12 }} />}>
        {(instance) => <Shown key={instance.id} instance={instance} live={live} />}
      </Answered>
    </>
  );
}

/** Where the columns stand below each other: what is to be done now comes before how it came to that. */
const NARROW = '(width <= 980px)';

type Props = { readonly instance: Instance; readonly live: Live };

type Tab = {
  readonly key: 'diagram' | 'timeline' | 'data' | 'related';
  readonly children: ReactNode;
  readonly destroyOnHidden?: boolean;
};

function Shown({ instance, live }: Props) {
  const { t } = useTranslation();
  const [{ tab }, change] = useFilters(['tab']);
  const isNarrow = useMedia(NARROW);
  useTitle(useInstanceTitle()(instance));
  const data: readonly Tab[] = [{ key: 'data', children: <Data instance={instance} /> }];
  const tabs: readonly Tab[] = [
    { key: 'diagram', children: <Diagram instance={instance} />, destroyOnHidden: true },
    { key: 'timeline', children: <Timeline instance={instance} /> },
    ...(instance.mayReadState ? data : []),
    { key: 'related', children: <Related instance={instance} /> },
  ];
  const now = (
    <aside className="stack" aria-label={t('instances.now')}>
      <Now instance={instance} />
    </aside>
  );
  return (
    <>
      <InstanceHead instance={instance} live={live} />
      <Moves instance={instance} />
      <Incidents instance={instance} />
      <div className="two-columns">
        {isNarrow && now}
        <Tabs
          className="card instance-main"
          activeKey={tabs.find(({ key }) => key === tab)?.key ?? 'diagram'}
          onChange={(next) => change({ tab: next })}
          items={tabs.map((it) => ({ ...it, label: t(`instances.tab.${it.key}`) }))}
        />
        {!isNarrow && now}
      </div>
    </>
  );
}

/** Says aloud where the instance stands, each time that it has moved. */
function Moves({ instance: { standing } }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const local = useLocal();
  const steps = standing.map(({ name }) => local(name)).join(t('common.comma'));
  return (
    <p role="status" className="spoken-only">
      {steps === '' ? t('instances.standsNowhere') : t('instances.standsAt', { steps })}
    </p>
  );
}

function Diagram({ instance }: { readonly instance: Instance }) {
  const me = useMe();
  const definition = useDefinition(instance.definition);
  const own = instance.tasks.find(({ assignee }) => assignee?.id === me.person.id);
  return (
    <Answered query={definition} skeleton={<Skeleton active />}>
      {({ xml, outline, labels }) => (
        <ProcessView
          xml={xml}
          outline={outline}
          labels={labels}
          progress={instance.progress}
          visits={instance.timeline}
          isOver={instance.status === 'completed'}
          {...(own ? { here: own.node } : {})}
        />
      )}
    </Answered>
  );
}
