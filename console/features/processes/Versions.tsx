import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { At } from '../../ui/At.tsx';
import { useLocal } from '../../ui/local.ts';
import { processAddress } from '../../ui/processAddress.ts';
import { Tag } from '../../ui/Tag.tsx';

export type Version = Output<'listProcessVersions'>['items'][number];

type Props = { readonly process: string; readonly versions: readonly Version[]; readonly shown: number | undefined };

/** What was deployed of a process, by whom, and how much still runs on it. */
export function Versions({ process, versions, shown }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="card stack">
      <h2>{t('processes.versions')}</h2>
      <ul className="process-list">
        {versions.map(({ version, current, deployedAt, deployedBy, running }) => (
          <li key={version}>
            <Link to={processAddress(process, version)} aria-current={version === shown ? 'page' : undefined}>
              {t('instances.versionOf', { version })}
            </Link>{' '}
            {current && <Tag tone="calm">{t('processes.current')}</Tag>}
            <br />
            <span className="quiet">
              <At at={deployedAt} /> · {deployedBy ? local(deployedBy.name) : t('processes.shipped')}
            </span>
            {running !== null && running > 0 && (
              <>
                <br />
                <Link to={`/instances?process=${process}&version=${version}&status=running`}>
                  {t('instances.running', { count: running })}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
