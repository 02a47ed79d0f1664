import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import './learn.css';

type Acknowledgement = Output<'getAcknowledgement'>;

/** Where somebody signs that they have read exactly this version, or says why they do not. */
export function SignPage() {
  const { t } = useTranslation();
  useTitle(t('learn.sign.title'));
  const { wave = '' } = useParams();
  const found = useAsk('getAcknowledgement', { params: { wave } });
  return (
    <>
      <p className="learn-back">
        <Link to="/learn">{t('learn.back')}</Link>
      </p>
      <h1>{t('learn.sign.title')}</h1>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 6 }} />}>
        {(it) => <Sheet wave={wave} sheet={it} />}
      </Answered>
    </>
  );
}

type SheetProps = { readonly wave: string; readonly sheet: Acknowledgement };

function Sheet({ wave, sheet }: SheetProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const { policy, version, title, contentHash, statement, signed } = sheet;
  return (
    <section className="card learn-sheet" aria-labelledby="sheet">
      <h2 id="sheet">
        {local(title)} · {t('learn.version', { version })}
      </h2>
      <p>
        <Link to={`/policies/${policy}/${version}`}>{t('learn.sign.toText')}</Link>
      </p>
      <dl className="learn-hash">
        <dt>{t('learn.sign.hash')}</dt>
        <dd>
          <code>{contentHash}</code>
        </dd>
      </dl>
      <blockquote>{local(statement)}</blockquote>
      {signed ? <Signed signed={signed} /> : <Signing wave={wave} sheet={sheet} />}
    </section>
  );
}

function Signed({ signed }: { readonly signed: NonNullable<Acknowledgement['signed']> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="notice good" role="status">
      <strong>{t('learn.sign.done')}</strong>
      <p>{t('learn.sign.signedAt', { at: showMoment(signed.at, language) })}</p>
      <p>
        {t('learn.sign.seal')} <code>{signed.seal}</code>
      </p>
      <div>
        <Link to="/learn" className="button">
          {t('learn.result.goOn')}
        </Link>
      </div>
    </div>
  );
}

function Signing({ wave, sheet: { contentHash, declined } }: SheetProps) {
  const { t } = useTranslation();
  const [isRead, setRead] = useState(false);
  const [isDeclining, setDeclining] = useState(false);
  const sign = useWrite('acknowledgePolicy');
  return (
    <>
      {declined && <Declined declined={declined} />}
      {sign.error && <ProblemNotice error={sign.error} />}
      <form
        className="learn-signing"
        onSubmit={(event) => {
          event.preventDefault();
          sign.act({ params: { wave }, body: { contentHash } });
        }}
      >
        <label className="learn-option">
          <input type="checkbox" required checked={isRead} onChange={(event) => setRead(event.target.checked)} />
          {t('learn.sign.confirm')}
        </label>
        <p className="learn-acts">
          <Button size="large" onClick={() => setDeclining(true)}>
            {t('learn.sign.decline')}
          </Button>
          <Button type="primary" size="large" htmlType="submit" loading={sign.isPending}>
            {t('learn.sign.submit')}
          </Button>
        </p>
      </form>
      {isDeclining && <DeclineDialog wave={wave} onClose={() => setDeclining(false)} />}
    </>
  );
}

function Declined({ declined }: { readonly declined: NonNullable<Acknowledgement['declined']> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="notice">
      <strong>{t('learn.sign.declinedAt', { at: showMoment(declined.at, language) })}</strong>
      <p>{declined.reason}</p>
      <p className="quiet">{t('learn.sign.mayStill')}</p>
    </div>
  );
}

function DeclineDialog({ wave, onClose }: { readonly wave: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const decline = useWrite('declinePolicy', onClose);
  return (
    <ReasonDialog
      title={t('learn.sign.decline')}
      label={t('learn.sign.declineReason')}
      confirm={t('learn.sign.decline')}
      isRequired
      isDanger
      isPending={decline.isPending}
      error={decline.error}
      onClose={onClose}
      onSubmit={(reason) => decline.act({ params: { wave }, body: { reason } })}
    >
      <p>{t('learn.sign.declineHint')}</p>
    </ReasonDialog>
  );
}
