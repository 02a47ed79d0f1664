import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useVerb } from '../../app/verbs.ts';
import { useLocal } from '../../ui/local.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Props = { readonly task: Task; readonly onClose: () => void; readonly onDone: () => void };

/** Sends the process back to an earlier step, which is done again. */
export function ReturnDialog({ task, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const verb = useVerb('returnTask', task.id, { onDone });
  const [to, setTo] = useState(task.returnTargets.at(-1)?.node ?? '');
  return (
    <ReasonDialog
      title={t('dialog.return')}
      label={t('dialog.reason')}
      confirm={t('verb.return')}
      isRequired
      isPending={verb.isPending}
      error={verb.error}
      onClose={onClose}
      onSubmit={(reason) => verb.act({ to, reason })}
    >
      <label htmlFor={id}>{t('dialog.returnTo')}</label>
      <select id={id} className="select" value={to} onChange={(event) => setTo(event.target.value)}>
        {task.returnTargets.map(({ node, name }) => (
          <option key={node} value={node}>
            {local(name)}
          </option>
        ))}
      </select>
    </ReasonDialog>
  );
}
