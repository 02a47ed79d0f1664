import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task, Verb } from '../../../contract/tasks.ts';
import { useKeys } from '../../app/keys.ts';
import { useVerb } from '../../app/verbs.ts';
import type { FormValues } from '../../ui/form/validator.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Denied } from './Denied.tsx';
import { ReturnDialog } from './ReturnDialog.tsx';
import { TransferDialog } from './TransferDialog.tsx';
import { VerdictDialog } from './VerdictDialog.tsx';

type Dialog = 'approved' | 'rejected' | 'return' | 'transfer';

type Props = {
  readonly task: Task;
  readonly values: FormValues;
  /** Shows what is missing, and says whether anything is. */
  readonly isComplete: () => boolean;
  readonly onDone: () => void;
};

/** What whoever reads a task may do with it, and why not the rest. A refusal stays in sight when the task is closed. */
export function Actions({ task, values, isComplete, onDone }: Props) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog>();
  const [refusal, setRefusal] = useState<Error>();
  const may = (verb: Verb) => task.verbs.includes(verb);
  const open = (next: Dialog) => {
    if (next === 'return' || next === 'transfer' || isComplete()) setDialog(next);
  };
  const close = () => setDialog(undefined);
  const done = () => {
    close();
    onDone();
  };
  useKeys({
    ...(may('signOff') && { a: () => open('approved'), r: () => open('rejected') }),
    ...(may('transfer') && { t: () => open('transfer') }),
  });
  const plain = { task: task.id, onRefused: setRefusal };
  return (
    <section className="actions no-print" aria-label={t('task.actions')}>
      {refusal && <ProblemNotice error={refusal} />}
      <div className="action-buttons">
        {may('claim') && <PlainVerb name="claimTask" label={t('verb.claim')} {...plain} />}
        {may('complete') && <CompleteButton {...plain} values={values} isComplete={isComplete} onDone={done} />}
        <DialogButtons task={task} onOpen={open} />
        {may('unclaim') && <PlainVerb name="unclaimTask" label={t('verb.unclaim')} {...plain} />}
      </div>
      <Denied task={task} />
      {dialog && <OpenDialog dialog={dialog} task={task} values={values} onClose={close} onDone={done} />}
    </section>
  );
}

type OpenDialogProps = Omit<Props, 'isComplete'> & { readonly dialog: Dialog; readonly onClose: () => void };

function OpenDialog({ dialog, task, values, onClose, onDone }: OpenDialogProps) {
  switch (dialog) {
    case 'return':
      return <ReturnDialog task={task} onClose={onClose} onDone={onDone} />;
    case 'transfer':
      return <TransferDialog task={task} onClose={onClose} onDone={onDone} />;
    default:
      return <VerdictDialog task={task} verdict={dialog} values={values} onClose={onClose} onDone={onDone} />;
  }
}

function DialogButtons({ task, onOpen }: { readonly task: Task; readonly onOpen: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  const may = (verb: Verb) => task.verbs.includes(verb);
  const look = { approved: { type: 'primary' }, rejected: { danger: true }, return: {}, transfer: {} } as const;
  const offered: readonly (readonly [Dialog, string, boolean])[] = [
    ['approved', t('verb.approve'), may('signOff')],
    ['rejected', t('verb.reject'), may('signOff')],
    ['return', t('verb.return'), may('return') && task.returnTargets.length > 0],
    ['transfer', t('verb.transfer'), may('transfer')],
  ];
  return offered
    .filter(([, , isOffered]) => isOffered)
    .map(([dialog, label]) => (
      <Button key={dialog} size="large" {...look[dialog]} onClick={() => onOpen(dialog)}>
        {label}
      </Button>
    ));
}

type Plain = { readonly task: string; readonly onRefused: (error: Error | undefined) => void };

type PlainProps = Plain & { readonly name: 'claimTask' | 'unclaimTask'; readonly label: string };

function PlainVerb({ name, label, task, onRefused }: PlainProps) {
  const verb = useVerb(name, task, { onDone: () => onRefused(undefined), onRefused });
  return (
    <Button size="large" loading={verb.isPending} onClick={() => verb.act({})}>
      {label}
    </Button>
  );
}

type CompleteProps = Plain & Omit<Props, 'task'>;

function CompleteButton({ task, values, isComplete, onDone, onRefused }: CompleteProps) {
  const { t } = useTranslation();
  const verb = useVerb('completeTask', task, { onDone, onRefused });
  const send = () => {
    if (isComplete()) verb.act({ variables: values });
  };
  return (
    <Button type="primary" size="large" loading={verb.isPending} onClick={send}>
      {t('verb.complete')}
    </Button>
  );
}
