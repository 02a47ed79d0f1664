import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useDefinition, useVersions } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { ProcessView } from '../../ui/process/ProcessView.tsx';
import '../../ui/records.css';
import { Tag } from '../../ui/Tag.tsx';
import { useDuration } from '../../ui/useDuration.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { saveText } from '../inspections/saveText.ts';
import { Compared } from './Compared.tsx';
import './processes.css';
import { BegunBy, isForPeople, Starters } from './Starters.tsx';
import { Uses } from './Uses.tsx';
import { Versions } from './Versions.tsx';

type Process = Output<'getProcess'>;

/** One process: what it is for, its steps, its versions and what they changed, and where it is used. */
export function ProcessPage() {
  const { t } = useTranslation();
  const { process = '' } = useParams();
  const found = useAsk('getProcess', { params: { process } });
  return (
    <>
      <nav aria-label={t('task.back')} className="back no-print">
        <Link to="/processes">← {t('processes.title')}</Link>
      </nav>
      {found.data === undefined && <h1 className="spoken-only">{t('processes.title')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 12 }} />}>
        {(it) => <Shown key={it.key} process={it} />}
      </Answered>
    </>
  );
}

function Shown({ process }: { readonly process: Process }) {
  const { t } = useTranslation();
  const local = useLocal();
  useTitle(local(process.name));
  const [filters] = useFilters(['version']);
  const versions = useVersions(process.key);
  const version = versions.find((it) => String(it.version) === filters.version) ?? versions.find((it) => it.current);
  return (
    <>
      <Head process={process} version={version?.version ?? process.version} />
      <Facts process={process} />
      <div className="two-columns">
        <div className="stack">
          <section className="card" aria-label={t('processes.drawn')}>
            {version ? <Model hash={version.definition} process={process.key} /> : <Skeleton active />}
          </section>
          {version && versions.length > 1 && <Compared versions={versions} shown={version} />}
        </div>
        <aside className="stack" aria-label={t('processes.about')}>
          <Versions process={process.key} versions={versions} shown={version?.version} />
          <Uses process={process.key} />
        </aside>
      </div>
    </>
  );
}

function Head({ process, version }: { readonly process: Process; readonly version: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <header className="page-head">
        <h1>{local(process.name)}</h1>
        <Tag tone={version === process.version ? 'accent' : 'soon'}>
          {version === process.version
            ? t('instances.versionOf', { version })
            : t('processes.olderVersion', { version })}
        </Tag>
        {process.mayStart && process.hasStartForm && (
          <Link to={`/start/${process.key}`} className="button primary process-start no-print">
            {t('processes.start')}
          </Link>
        )}
      </header>
      {local(process.description) && <p className="process-purpose">{local(process.description)}</p>}
    </>
  );
}

function Facts({ process }: { readonly process: Process }) {
  const { t } = useTranslation();
  const local = useLocal();
  const duration = useDuration();
  const { owner, due, running, key } = process;
  return (
    <dl className="card fact-grid">
      <Fact name={t('processes.owner')}>{owner.department && local(owner.department.name)}</Fact>
      <Fact name={t('processes.how')}>
        <BegunBy process={process} />
      </Fact>
      <Fact name={t('processes.who')}>{isForPeople(process) && <Starters process={process} />}</Fact>
      <Fact name={t('processes.due')}>{due !== null && duration(due)}</Fact>
      <Fact name={t('frame.instances')}>
        <Link to={`/instances?process=${key}`}>
          {running === null ? t('processes.toInstances') : t('instances.running', { count: running })}
        </Link>
      </Fact>
    </dl>
  );
}

function Model({ hash, process }: { readonly hash: string; readonly process: string }) {
  const { t } = useTranslation();
  const definition = useDefinition(hash);
  return (
    <Answered query={definition} skeleton={<Skeleton active />}>
      {({ xml, outline, labels, deployedAt, version }) => (
        <>
          <ProcessView
            xml={xml}
            outline={outline}
            labels={labels}
            note={({ due }) => due !== null && <Deadline due={due} />}
          />
          <p className="quiet process-deployed">
            {t('processes.deployed')} <At at={deployedAt} />{' '}
            <Button className="no-print" onClick={() => saveText(`${process}-v${version}.bpmn`, xml)}>
              {t('processes.download')}
            </Button>
          </p>
        </>
      )}
    </Answered>
  );
}

function Deadline({ due }: { readonly due: string }) {
  const { t } = useTranslation();
  const span = useDuration()(due);
  return (
    <span className="quiet">
      {span === undefined ? t('processes.dueWorkedOut') : t('processes.dueWithin', { span })}
    </span>
  );
}
