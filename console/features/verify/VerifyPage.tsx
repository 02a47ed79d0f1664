import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { Refused, useAsk } from '../../app/queries.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showDay, showLastDay } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { CertificateMark } from '../learn/Certificates.tsx';
import { Door } from '../signIn/Door.tsx';
import './verify.css';

/** Where anybody checks a certificate by its code: whether it is genuine, whose it is, and whether it is in force. */
export function VerifyPage() {
  const { t } = useTranslation();
  useTitle(t('verify.title'));
  const { code = '' } = useParams();
  return (
    <Door title={t('verify.title')}>
      <CodeField key={code} code={code} />
      {code !== '' && <Checked code={code} />}
    </Door>
  );
}

function CodeField({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [entered, setEntered] = useState(code);
  return (
    <form
      className="verify-form"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(`/verify/${encodeURIComponent(entered.trim())}`);
      }}
    >
      <div className="field">
        <label htmlFor="code">{t('verify.code')}</label>
        <input
          id="code"
          required
          autoComplete="off"
          spellCheck={false}
          value={entered}
          onChange={(event) => setEntered(event.target.value)}
        />
      </div>
      <button type="submit" className="button primary">
        {t('verify.check')}
      </button>
    </form>
  );
}

function Checked({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const found = useAsk('verifyCredential', { params: { code } });
  if (found.isPending) return <p role="status">{t('common.loading')}</p>;
  if (found.data) return <Genuine certificate={found.data} />;
  const isUnknown = found.error instanceof Refused && found.error.problem.code === 'not-found';
  if (!isUnknown) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="notice" role="alert">
      <strong>{t('verify.unknown')}</strong>
      <p>{t('verify.unknownHint')}</p>
    </div>
  );
}

function Genuine({ certificate }: { readonly certificate: Output<'verifyCredential'> }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const { kind, status, holder, validFrom, validTo, code } = certificate;
  return (
    <section className="card verify-card" aria-live="polite">
      <h2>{local(kind.name)}</h2>
      <p>
        <CertificateMark status={status} />
      </p>
      <dl>
        <dt>{t('verify.holder')}</dt>
        <dd>{local(holder)}</dd>
        <dt>{t('verify.from')}</dt>
        <dd>{showDay(validFrom, language)}</dd>
        <dt>{t('verify.to')}</dt>
        <dd>{validTo ? showLastDay(validTo, language) : t('verify.noEnd')}</dd>
        <dt>{t('verify.code')}</dt>
        <dd>
          <code>{code}</code>
        </dd>
      </dl>
      <p className="quiet">{t('verify.masked')}</p>
    </section>
  );
}
