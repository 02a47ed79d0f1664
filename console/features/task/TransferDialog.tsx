import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useMe } from '../../app/me.ts';
import { useAsk } from '../../app/queries.ts';
import { useVerb } from '../../app/verbs.ts';
import { useLocal } from '../../ui/local.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Props = { readonly task: Task; readonly onClose: () => void; readonly onDone: () => void };

/** Hands the task to somebody else who may do it. */
export function TransferDialog({ task, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const verb = useVerb('transferTask', task.id, { onDone });
  const [to, setTo] = useState('');
  return (
    <ReasonDialog
      title={t('dialog.transfer')}
      label={t('dialog.reason')}
      confirm={t('verb.transfer')}
      isPending={verb.isPending}
      error={verb.error}
      onClose={onClose}
      onSubmit={(reason) => verb.act({ to, ...(reason === '' ? {} : { reason }) })}
    >
      <Targets task={task.id} chosen={to} onChoose={setTo} />
    </ReasonDialog>
  );
}

type TargetsProps = { readonly task: string; readonly chosen: string; readonly onChoose: (person: string) => void };

function Targets({ task, chosen, onChoose }: TargetsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const me = useMe();
  const id = useId();
  const [q, setQ] = useState('');
  const found = useAsk('listTransferTargets', { params: { taskId: task }, query: { q } });
  const people = found.data?.people.filter((it) => it.id !== me.person.id) ?? [];
  return (
    <>
      <label htmlFor={`${id}-search`}>{t('dialog.searchPerson')}</label>
      <input
        id={`${id}-search`}
        type="search"
        className="select"
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <fieldset className="targets">
        <legend>{t('dialog.transferTo')}</legend>
        {people.map((it) => (
          <label key={it.id}>
            <input
              type="radio"
              name={id}
              value={it.id}
              required
              checked={chosen === it.id}
              onChange={() => onChoose(it.id)}
            />
            {local(it.name)}
          </label>
        ))}
        {people.length === 0 && <p className="quiet">{found.isPending ? t('common.loading') : t('dialog.nobody')}</p>}
      </fieldset>
    </>
  );
}
