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

/** What whoever reads a task may do with it, and why not the rest. */
export function Actions({ task, values, isComplete, onDone }: Props) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog>();
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
  if (task.outcome !== null) return null;
  return (
    <section className="actions no-print" aria-label={t('task.actions')}>
      <div className="action-buttons">
        {may('claim') && <PlainVerb name="claimTask" label={t('verb.claim')} task={task.id} />}
        {may('complete') && <CompleteButton task={task} values={values} isComplete={isComplete} onDone={done} />}
        <DialogButtons task={task} onOpen={open} />
        {may('unclaim') && <PlainVerb name="unclaimTask" label={t('verb.unclaim')} task={task.id} />}
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

type PlainProps = {
  readonly name: 'claimTask' | 'unclaimTask';
  readonly label: string;
  readonly task: string;
};

function PlainVerb({ name, label, task }: PlainProps) {
  const verb = useVerb(name, task);
  return (
    <>
      <Button size="large" loading={verb.isPending} onClick={() => verb.act({})}>
        {label}
      </Button>
      {verb.error && <ProblemNotice error={verb.error} />}
    </>
  );
}

function CompleteButton({ task, values, isComplete, onDone }: Props) {
  const { t } = useTranslation();
  const verb = useVerb('completeTask', task.id, onDone);
  const send = () => {
    if (isComplete()) verb.act({ variables: values });
  };
  return (
    <>
      <Button type="primary" size="large" loading={verb.isPending} onClick={send}>
        {t('verb.complete')}
      </Button>
      {verb.error && <ProblemNotice error={verb.error} />}
    </>
  );
}
