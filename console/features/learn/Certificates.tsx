import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import type { CertificateStatus } from '../../../contract/credentials.ts';
import { usePages } from '../../app/pages.ts';
import { camel } from '../../ui/camel.ts';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { showDay, showLastDay } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Certificate = Output<'listCredentials'>['items'][number];

/** The certificates of whoever is signed in, and what they unlock. */
export function Certificates() {
  const { t } = useTranslation();
  const held = usePages('listCredentials', { query: {} });
  return (
    <section className="learn-section" aria-labelledby="certificates">
      <h2 id="certificates">{t('learn.certificates')}</h2>
      {held.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {held.error && <ProblemNotice error={held.error} onRetry={() => void held.refetch()} />}
      {held.isSuccess && held.rows.length === 0 && <p className="card quiet">{t('learn.noCertificates')}</p>}
      <ul className="learn-cards">
        {held.rows.map((it) => (
          <li key={it.id} className="card">
            <OneCertificate certificate={it} />
          </li>
        ))}
      </ul>
      <LoadMore shown={held.rows.length} pages={held} />
    </section>
  );
}

function OneCertificate({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const { kind, status, code, validFrom, validTo, unlocks } = certificate;
  return (
    <>
      <h3>{local(kind.name)}</h3>
      <p>
        <CertificateMark status={status} />
      </p>
      <p className="quiet">
        {validTo
          ? t('learn.validUntil', { from: showDay(validFrom, language), to: showLastDay(validTo, language) })
          : t('learn.validFrom', { from: showDay(validFrom, language) })}
      </p>
      {unlocks.length > 0 && (
        <ul className="learn-unlocks" aria-label={t('learn.unlocks')}>
          {unlocks.map((it) => (
            <li key={it.id}>
              {local(it.name)} {it.suspended && <Mark tone="bad">{t('learn.suspended')}</Mark>}
            </li>
          ))}
        </ul>
      )}
      <p>
        {t('learn.code')} <Link to={`/verify/${encodeURIComponent(code)}`}>{code}</Link>
      </p>
    </>
  );
}

const tone = {
  active: 'good',
  'renewal-due': 'soon',
  expired: 'bad',
  renewed: 'idle',
  revoked: 'bad',
} as const satisfies Record<CertificateStatus, Tone>;

/** Whether a certificate is in force. */
export function CertificateMark({ status }: { readonly status: CertificateStatus }) {
  const { t } = useTranslation();
  return <Mark tone={tone[status]}>{t(`learn.certificate.${camel(status)}`)}</Mark>;
}
