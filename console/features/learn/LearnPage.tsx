import { ReadOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { Certificates } from './Certificates.tsx';
import './learn.css';
import { OpenConsultations } from './OpenConsultations.tsx';
import { WaveCard } from './WaveCard.tsx';

const REFRESH_MS = 20_000;

/** What whoever is signed in has to learn and to sign, what they may say, and what they have earned. */
export function LearnPage() {
  const { t } = useTranslation();
  useTitle(t('learn.title'));
  const learning = useAsk('myLearning', {}, { refetchInterval: REFRESH_MS });
  return (
    <>
      <h1>{t('learn.title')}</h1>
      <Answered query={learning} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {({ items }) => <Waves waves={items} />}
      </Answered>
      <OpenConsultations />
      <Certificates />
    </>
  );
}

function Waves({ waves }: { readonly waves: Output<'myLearning'>['items'] }) {
  const { t } = useTranslation();
  const open = waves.filter((it) => !it.closed);
  const closed = waves.filter((it) => it.closed);
  return (
    <section className="learn-waves" aria-label={t('learn.waves')}>
      {open.length === 0 && <Nothing />}
      {open.map((wave) => (
        <WaveCard key={wave.wave} wave={wave} />
      ))}
      {closed.length > 0 && (
        <details className="learn-closed">
          <summary>{t('learn.closed', { waves: closed.length })}</summary>
          {closed.map((wave) => (
            <WaveCard key={wave.wave} wave={wave} />
          ))}
        </details>
      )}
    </section>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <div className="card learn-nothing">
      <ReadOutlined aria-hidden className="learn-nothing-sign" />
      <h2>{t('learn.nothing')}</h2>
      <p className="quiet">{t('learn.nothingHint')}</p>
      <Link to="/inbox" className="button">
        {t('learn.toInbox')}
      </Link>
    </div>
  );
}
