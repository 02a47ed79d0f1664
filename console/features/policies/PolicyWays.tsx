import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Task } from '../../../contract/tasks.ts';
import { versionAddress } from './addresses.ts';

/** From a task about a version of a policy to its text, to what is new in it, and to what the staff say. */
export function PolicyWays({ context }: Pick<Task, 'context'>) {
  const { t } = useTranslation();
  const valueOf = (name: string) => context.find((it) => it.name === name)?.value;
  const [policy, version, chapter] = [valueOf('policy'), valueOf('version'), valueOf('chapter')];
  if (typeof policy !== 'string' || typeof version !== 'number') return null;
  const address = versionAddress({ policy, version });
  return (
    <nav className="card clause-cards" aria-label={t('policies.related')}>
      <h2>{t('policies.related')}</h2>
      <p>
        <Link to={typeof chapter === 'string' ? `${address}#ch-${chapter}` : address}>
          {t('policies.readVersion', { version })}
        </Link>
      </p>
      <p>
        <Link to={`/policies/${policy}/diff?to=${version}`}>{t('policies.diff.title')}</Link>
      </p>
      <p>
        <Link to={`${address}/consultation`}>{t('policies.consultation')}</Link>
      </p>
    </nav>
  );
}
