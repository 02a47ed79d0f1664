import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { usePages } from '../../app/pages.ts';
import { useAsk } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { Answered } from '../../ui/Answered.tsx';
import { At } from '../../ui/At.tsx';
import { Due } from '../../ui/Due.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { AudienceLine } from './AudienceLine.tsx';
import { rolloutAddress } from './addresses.ts';
import { FunnelView } from './FunnelView.tsx';
import { EnrolmentMark } from './marks.tsx';
import '../../ui/records.css';
import './rollouts.css';

const REFRESH_MS = 5_000;

type Wave = Output<'getWave'>;
type Laggard = Output<'listLaggards'>['items'][number];

/** A training wave: how far its people are, and who still owes something. */
export function WavePage() {
  const { t } = useTranslation();
  const { wave = '' } = useParams();
  const found = useAsk('getWave', { params: { wave } }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <p className="rollout-back">
        {found.data ? (
          <Link to={rolloutAddress(found.data.rollout, 'train')}>{t('rollouts.toBoard')}</Link>
        ) : (
          <Link to="/rollouts">{t('rollouts.back')}</Link>
        )}
      </p>
      {found.isError && found.data === undefined && <h1>{t('rollouts.waves')}</h1>}
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(it) => <Shown wave={it} />}
      </Answered>
    </>
  );
}

function Shown({ wave }: { readonly wave: Wave }) {
  const { t } = useTranslation();
  const local = useLocal();
  useTitle(local(wave.name));
  const { name, policy, version, manager, state, dueAt, audience, courses, thresholds } = wave;
  return (
    <>
      <div className="page-head rollout-head">
        <h1>
          {local(name)} <Mark tone={state === 'closed' ? 'idle' : 'going'}>{t(`rollouts.waveState.${state}`)}</Mark>
        </h1>
        {wave.mayRemind && <Remind wave={wave} />}
      </div>
      <dl className="card fact-grid">
        <Fact name={t('rollouts.policy')}>
          {policy} · {t('learn.version', { version })}
        </Fact>
        <Fact name={t('rollouts.manager')}>{manager && local(manager.name)}</Fact>
        <Fact name={t('task.due')}>
          {state === 'closed' ? <At at={dueAt} /> : <Due dueAt={dueAt} provisional={false} />}
        </Fact>
        <Fact name={t('rollouts.thresholds')}>
          {t('rollouts.thresholdsAre', { passed: thresholds.passed, acknowledged: thresholds.acknowledged })}
        </Fact>
        <Fact name={t('rollouts.audienceTitle')}>
          <AudienceLine audience={audience} />
        </Fact>
        <Fact name={t('rollouts.courses')}>
          {courses
            .map(({ chapter, title }) => t('learn.courseName', { chapter, title: local(title) }))
            .join(t('common.comma'))}
        </Fact>
      </dl>
      <section className="card stack rollout-body" aria-labelledby="funnel">
        <h2 id="funnel">{t('rollouts.funnelTitle')}</h2>
        <FunnelView funnel={wave.funnel} />
        {wave.countedAt && (
          <p className="quiet">
            {t('rollouts.counted')} <At at={wave.countedAt} />
          </p>
        )}
      </section>
      <Laggards wave={wave.id} />
    </>
  );
}

function Remind({ wave }: { readonly wave: Wave }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const remind = useWrite('remindWave', () => setDone(true));
  return (
    <div className="rollout-acts no-print">
      <Button size="large" loading={remind.isPending} onClick={() => remind.act({ params: { wave: wave.id } })}>
        {t('rollouts.remind')}
      </Button>
      <span role="status">{isDone && <Mark tone="good">{t('rollouts.reminded')}</Mark>}</span>
      {remind.error && <ProblemNotice error={remind.error} />}
    </div>
  );
}

function Laggards({ wave }: { readonly wave: string }) {
  const { t } = useTranslation();
  const pages = usePages('listLaggards', { params: { wave } }, { refetchInterval: REFRESH_MS });
  return (
    <section className="rollout-body stack" aria-labelledby="laggards">
      <h2 id="laggards">{t('rollouts.laggards')}</h2>
      <Listed pages={pages} empty={<p className="card">{t('rollouts.noLaggards')}</p>}>
        <table className="card ledger compact" aria-label={t('rollouts.laggards')}>
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('rollouts.standing')}</th>
              <th scope="col">{t('rollouts.coursesPassed')}</th>
              <th scope="col">{t('learn.sign.step')}</th>
              <th scope="col">{t('people.superior')}</th>
            </tr>
          </thead>
          <tbody>
            {pages.rows.map((it) => (
              <Row key={it.person.id} laggard={it} />
            ))}
          </tbody>
        </table>
      </Listed>
    </section>
  );
}

function Row({ laggard }: { readonly laggard: Laggard }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { person, superior, status, passedCourses, courses, acknowledgedAt, declined, tutoring } = laggard;
  return (
    <tr>
      <th scope="row">
        <Link to={`/people/${person.id}`}>{local(person.name)}</Link>
      </th>
      <td>
        <EnrolmentMark status={status} />
        {tutoring && <p className="quiet">{t('learn.state.tutoring')}</p>}
      </td>
      <td data-label={t('rollouts.coursesPassed')}>
        {passedCourses}/{courses}
      </td>
      <td data-label={t('learn.sign.step')}>
        {acknowledgedAt && <At at={acknowledgedAt} />}
        {!acknowledgedAt && declined === null && <span className="quiet">{t('learn.sign.open')}</span>}
        {!acknowledgedAt && declined !== null && `${t('learn.sign.declined')}${t('common.colon')}${declined}`}
      </td>
      <td data-label={t('people.superior')}>
        {superior ? local(superior.name) : <span className="quiet">{t('people.noSuperior')}</span>}
      </td>
    </tr>
  );
}
