import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { camel } from '../../ui/camel.ts';
import { Evidence } from '../../ui/Evidence.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';

/** How a version was made known to those whom it binds. */
export function Publicity({ version: { publicity } }: { readonly version: PolicyVersion }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  if (publicity.length === 0) return null;
  return (
    <section className="card policy-publicity" aria-labelledby="policy-publicity">
      <h2 id="policy-publicity">{t('policies.publicity')}</h2>
      <ul>
        {publicity.map((it) => (
          <li key={it.id}>
            {showMoment(it.publishedAt, language)} · {t(`policies.channel.${camel(it.channel)}`)} ·{' '}
            {t('policies.audience', { people: it.audience })}
            {it.until && ` · ${t('policies.until', { at: showMoment(it.until, language) })}`}
            {it.recordedBy && ` · ${local(it.recordedBy.name)}`}{' '}
            {it.evidenceFile && <Evidence file={it.evidenceFile} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
