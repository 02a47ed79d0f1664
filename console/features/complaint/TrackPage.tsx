import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { textOf } from '../signIn/PasswordForm.tsx';
import { ComplaintFrame } from './ComplaintFrame.tsx';

type Tracked = Output<'trackComplaint'>;

const tones = {
  received: 'idle',
  'in-progress': 'going',
  answered: 'good',
  closed: 'good',
} as const satisfies Record<Tracked['state'], Tone>;

/** How a complaint stands, for whoever has its code. The code stands in no address: histories and logs keep those. */
export function TrackPage() {
  const { t } = useTranslation();
  const { state } = useLocation() as { readonly state: { readonly code?: string } | null };
  const [found, setFound] = useState<Tracked>();
  const { act, isPending, error } = useWrite('trackComplaint', setFound);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFound(undefined);
    act({ body: { code: textOf(new FormData(event.currentTarget), 'code') } });
  };
  return (
    <ComplaintFrame title={t('complaint.trackTitle')} hint={t('complaint.trackHint')}>
      <form className="card complaint-form complaint-find" onSubmit={submit}>
        <div className="field">
          <label htmlFor="code">{t('complaint.codeField')}</label>
          <input
            id="code"
            name="code"
            required
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            defaultValue={state?.code ?? ''}
          />
        </div>
        <button type="submit" className="button primary" disabled={isPending}>
          {t('complaint.find')}
        </button>
      </form>
      {error && <ProblemNotice error={error} />}
      {found && <Standing complaint={found} />}
    </ComplaintFrame>
  );
}

function Standing({ complaint }: { readonly complaint: Tracked }) {
  const { t } = useTranslation();
  const { state, category, orderNumber, text, filedAt, changedAt, replies } = complaint;
  return (
    <section className="card complaint-standing" aria-live="polite">
      <h2>
        <Mark tone={tones[state]}>{t(`complaint.states.${camel(state)}`)}</Mark>
      </h2>
      <p className="quiet">
        {t('complaint.changedAt')} <At at={changedAt} />
      </p>
      <h3>{t('complaint.replies')}</h3>
      {replies.length === 0 ? <p>{t('complaint.noReply')}</p> : <Replies replies={replies} />}
      {(state === 'answered' || state === 'closed') && (
        <>
          <h3>{t('complaint.goOnTitle')}</h3>
          <p>{t('complaint.goOn')}</p>
        </>
      )}
      <h3>{t('complaint.yours')}</h3>
      <p className="quiet">
        {t(`complaint.categories.${camel(category)}`)} · <At at={filedAt} />
        {orderNumber !== null && ` · ${t('complaint.orderNumber')} ${orderNumber}`}
      </p>
      <p className="complaint-text">{text}</p>
    </section>
  );
}

function Replies({ replies }: Pick<Tracked, 'replies'>) {
  return (
    <ol className="complaint-replies">
      {replies.map(({ at, text }) => (
        <li key={at}>
          <p className="quiet">
            <At at={at} />
          </p>
          <p className="complaint-text">{text}</p>
        </li>
      ))}
    </ol>
  );
}
