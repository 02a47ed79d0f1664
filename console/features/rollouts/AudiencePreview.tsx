import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { audienceOf, type WaveDraft } from './draft.ts';

/** Whom the rule of a wave means now, before anything is created. */
export function AudiencePreview({ wave, number }: { readonly wave: WaveDraft; readonly number: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  const audience = useDeferredValue(audienceOf(wave));
  const rule = Object.fromEntries(Object.entries(audience).map(([name, ids]) => [name, ids?.join(',') ?? '']));
  const found = useAsk('previewAudience', { query: rule });
  return (
    <div className="audience-preview" role="status" aria-label={t('rollouts.form.previewOf', { number })}>
      {found.error && <ProblemNotice error={found.error} />}
      {found.isPending && t('common.loading')}
      {found.data && (
        <>
          <strong>{t('rollouts.form.preview', { people: found.data.people })}</strong>
          {found.data.excepted > 0 && ` ${t('rollouts.form.excepted', { people: found.data.excepted })}`}
          <p className="quiet">
            {found.data.some.map(({ name }) => local(name)).join(t('common.comma'))}
            {found.data.people > found.data.some.length && '…'}
          </p>
        </>
      )}
    </div>
  );
}
