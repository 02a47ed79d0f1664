import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { At } from '../../ui/At.tsx';
import type { Secret } from './SourcesPage.tsx';

/** A secret, the one time it is shown, and where the source sends to. */
export function SecretShown({ secret: { source, secret, previousUntil } }: { readonly secret: Secret }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState('');
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(secret);
  };
  return (
    <section className="notice good source-secret" aria-live="polite">
      <strong>{t('imports.secretOf', { source })}</strong>
      <output>{secret}</output>
      <p>
        <Button onClick={() => void copy()}>{copied === secret ? t('imports.copied') : t('imports.copy')}</Button>
      </p>
      <p>{t('imports.secretHint')}</p>
      <p>
        {t('imports.address')} <code>{`${window.location.origin}/api/hooks/${source}`}</code>
      </p>
      {previousUntil && (
        <p>
          {t('imports.previousUntil')} <At at={previousUntil} />
        </p>
      )}
    </section>
  );
}
