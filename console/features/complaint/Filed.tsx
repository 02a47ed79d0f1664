import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** The code that was given, the one time it is shown. */
export function Filed({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
  };
  return (
    <section className="card complaint-code" aria-live="polite">
      <p>{t('complaint.code')}</p>
      <output className="complaint-digits">{code}</output>
      <p className="complaint-acts">
        <button type="button" className="button primary" onClick={() => void copy()}>
          {isCopied ? t('complaint.copied') : t('complaint.copy')}
        </button>
        <Link className="button" to="/complaints/track" state={{ code }}>
          {t('complaint.look')}
        </Link>
      </p>
      <p className="quiet">{t('complaint.codeHint')}</p>
    </section>
  );
}
