import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateCondition, PhaseBoard } from '../../../contract/rollouts.ts';
import { useWrite } from '../../app/writes.ts';
import { At } from '../../ui/At.tsx';
import { Due } from '../../ui/Due.tsx';
import { Evidence } from '../../ui/Evidence.tsx';
import { FileField } from '../../ui/form/FileField.tsx';
import { useLocal } from '../../ui/local.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { ConditionMark } from './marks.tsx';

type Props = { readonly rollout: string; readonly phase: PhaseBoard };

/** What was asked for when a gate was passed on conditions, by when, and how it was met. */
export function Conditions({ rollout, phase }: Props) {
  const { t } = useTranslation();
  const [meeting, setMeeting] = useState<GateCondition>();
  if (phase.conditions.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="conditions">
      <h3 id="conditions">{t('rollouts.conditions')}</h3>
      <ul className="conditions">
        {phase.conditions.map((it) => (
          <li key={it.id}>
            <Condition condition={it} onMeet={() => setMeeting(it)} />
          </li>
        ))}
      </ul>
      {meeting && (
        <MeetDialog rollout={rollout} phase={phase} condition={meeting} onClose={() => setMeeting(undefined)} />
      )}
    </section>
  );
}

function Condition({ condition, onMeet }: { readonly condition: GateCondition; readonly onMeet: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { text, askedBy, dueAt, state, met, mayMeet } = condition;
  return (
    <>
      <p className="condition-text">
        <ConditionMark state={state} /> {text}
      </p>
      <p className="quiet">
        {askedBy && `${t('rollouts.askedBy', { name: local(askedBy.name) })} · `}
        {state === 'open' ? <Due dueAt={dueAt} provisional={false} /> : <At at={dueAt} />}
      </p>
      {met && (
        <blockquote>
          {met.comment}
          <footer className="quiet">
            {met.by && `${local(met.by.name)} · `}
            <At at={met.at} />
          </footer>
          {met.evidence && <Evidence file={met.evidence} />}
        </blockquote>
      )}
      {mayMeet && <Button onClick={onMeet}>{t('rollouts.meet')}</Button>}
    </>
  );
}

type MeetProps = Props & { readonly condition: GateCondition; readonly onClose: () => void };

function MeetDialog({ rollout, phase, condition, onClose }: MeetProps) {
  const { t } = useTranslation();
  const id = useId();
  const [evidence, setEvidence] = useState<string>();
  const meet = useWrite('meetCondition', onClose);
  const params = { rollout, phase: phase.phase, condition: condition.id };
  return (
    <ReasonDialog
      title={t('rollouts.meet')}
      label={t('rollouts.metBy')}
      confirm={t('rollouts.meet')}
      isRequired
      isPending={meet.isPending}
      error={meet.error}
      onClose={onClose}
      onSubmit={(comment) => meet.act({ params, body: { comment, ...(evidence === undefined ? {} : { evidence }) } })}
    >
      <blockquote className="condition-quote">{condition.text}</blockquote>
      <label htmlFor={id}>
        {t('rollouts.evidence')} <span className="quiet">{t('form.isOptional')}</span>
      </label>
      <FileField id={id} label={t('rollouts.evidence')} file={evidence} onChange={setEvidence} />
    </ReasonDialog>
  );
}
