import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import './start.css';
import { StartForm } from './StartForm.tsx';

type Row = Output<'listProcesses'>['items'][number];

/** Starts a process: chooses which, if there are several, and asks what its start form asks. */
export function StartPage() {
  const { t } = useTranslation();
  useTitle(t('start.title'));
  const processes = useAsk('listProcesses', {});
  return (
    <>
      <h1>{t('start.title')}</h1>
      <Answered query={processes} skeleton={<Skeleton active />}>
        {({ items }) => <Chosen startable={items.filter((it) => it.mayStart && it.hasStartForm)} />}
      </Answered>
    </>
  );
}

function Chosen({ startable }: { readonly startable: readonly Row[] }) {
  const { t } = useTranslation();
  const { process } = useParams();
  const chosen = process ?? startable[0]?.key;
  if (chosen === undefined) {
    return (
      <div className="card start-none">
        <h2>{t('start.none')}</h2>
        <p className="quiet">{t('start.noneHint')}</p>
      </div>
    );
  }
  return (
    <>
      {startable.length > 1 && <Choices startable={startable} chosen={chosen} />}
      <StartForm key={chosen} process={chosen} />
    </>
  );
}

function Choices({ startable, chosen }: { readonly startable: readonly Row[]; readonly chosen: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <nav aria-label={t('start.choose')} className="start-choices">
      {startable.map(({ key, name, description }) => (
        <Link key={key} to={`/start/${key}`} className="card" aria-current={key === chosen ? 'page' : undefined}>
          <strong>{local(name)}</strong>
          {local(description) && <span className="quiet">{local(description)}</span>}
        </Link>
      ))}
    </nav>
  );
}
