import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { showMoment } from '../../ui/moment.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { courseAddress, QUIZ } from './addresses.ts';
import './learn.css';

type Result = Output<'getAttempt'>;
type Item = Result['items'][number];

/** An attempt that was handed in: whether it was passed, and for every question what is right and why. */
export function ResultPage() {
  const { t } = useTranslation();
  const { wave = '', course = '', attempt = '' } = useParams();
  useTitle(t('learn.result.title'));
  const found = useAsk('getAttempt', { params: { attempt } });
  return (
    <>
      <p className="learn-back">
        <Link to={courseAddress(wave, course, QUIZ)}>{t('learn.result.back')}</Link>
      </p>
      <h1>{t('learn.result.title')}</h1>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 10 }} />}>
        {(it) => <Shown result={it} again={courseAddress(wave, course, QUIZ)} />}
      </Answered>
    </>
  );
}

function Shown({ result, again }: { readonly result: Result; readonly again: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { score, passMark, passed, submittedAt, number } = result;
  return (
    <>
      <section
        className={passed ? 'notice good learn-score' : 'notice learn-score'}
        aria-label={t('learn.result.title')}
      >
        <p className="learn-points">
          {t('learn.quiz.score', { score })}{' '}
          <Mark tone={passed ? 'good' : 'bad'}>{passed ? t('learn.quiz.isPassed') : t('learn.quiz.isFailed')}</Mark>
        </p>
        <p>{why(result)}</p>
        <p className="quiet">
          {t('learn.quiz.number', { number })} · <time dateTime={submittedAt}>{showMoment(submittedAt, language)}</time>{' '}
          · {t('learn.quiz.pass', { passMark })}
        </p>
        <p className="learn-acts">
          {passed ? (
            <Link className="button primary" to="/learn">
              {t('learn.result.goOn')}
            </Link>
          ) : (
            <Link className="button primary" to={again}>
              {result.attemptsLeft > 0 ? t('learn.result.again') : t('learn.result.toCourse')}
            </Link>
          )}
        </p>
      </section>
      <ol className="learn-answers">
        {result.items.map((item, index) => (
          <li key={item.id} className="card">
            <AnsweredItem item={item} number={index + 1} />
          </li>
        ))}
      </ol>
    </>
  );

  function why({ late, criticalMissed, attemptsLeft }: Result): string {
    if (passed) return t('learn.result.passed');
    const cause = late
      ? t('learn.result.late')
      : criticalMissed > 0
        ? t('learn.result.critical', { questions: criticalMissed })
        : t('learn.result.failed');
    return `${cause}${attemptsLeft > 0 ? t('learn.result.left', { attempts: attemptsLeft }) : t('learn.result.noneLeft')}`;
  }
}

function AnsweredItem({ item, number }: { readonly item: Item; readonly number: number }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <h2>
        {number}. {local(item.question)}
      </h2>
      <p className="learn-item-facts">
        <Mark tone={item.right ? 'good' : 'bad'}>{item.right ? t('learn.result.right') : t('learn.result.wrong')}</Mark>
        {item.critical && <span className="quiet">{t('learn.result.isCritical')}</span>}
        <ClauseTags clauses={[item.clause]} />
      </p>
      <ul className="learn-options">
        {item.options.map((option) => (
          <OptionLine key={option.id} item={item} option={option} />
        ))}
      </ul>
      <div className="learn-outcome">
        <h3>{t('learn.result.explanation')}</h3>
        <p>{local(item.explanation)}</p>
      </div>
    </>
  );
}

function OptionLine({ item, option }: { readonly item: Item; readonly option: Item['options'][number] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const isChosen = item.chosen.includes(option.id);
  const isRight = item.answer.includes(option.id);
  return (
    <li className={isRight ? 'right' : isChosen ? 'wrong' : ''}>
      {isRight && <CheckCircleOutlined aria-hidden />}
      {!isRight && isChosen && <CloseCircleOutlined aria-hidden />}
      <span>{local(option.text)}</span>
      {isRight && <small>{t('learn.result.isRight')}</small>}
      {isChosen && <small>{t('learn.result.isChosen')}</small>}
    </li>
  );
}
