import { useTranslation } from 'react-i18next';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';

const REFRESH_MS = 5_000;

/** What happened in a rollout, newest first. */
export function Journal({ rollout }: { readonly rollout: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const pages = usePages('listRolloutEvents', { params: { rollout } }, { refetchInterval: REFRESH_MS });
  return (
    <section className="card stack" aria-labelledby="journal">
      <h2 id="journal">{t('rollouts.journal')}</h2>
      <Listed pages={pages} empty={<p className="quiet">{t('history.none')}</p>}>
        <ol className="journal">
          {pages.rows.map(({ sequence, at, by, text }) => (
            <li key={sequence}>
              <p>
                <strong>{by ? local(by.name) : t('history.system')}</strong> · {local(text)}
              </p>
              <span className="quiet">
                <At at={at} />
              </span>
            </li>
          ))}
        </ol>
      </Listed>
    </section>
  );
}
