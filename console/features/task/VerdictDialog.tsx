import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useVerb } from '../../app/verbs.ts';
import type { FormValues } from '../../ui/form/validator.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Props = {
  readonly task: Task;
  readonly verdict: 'approved' | 'rejected';
  readonly values: FormValues;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Approves, with a comment if one likes; or rejects, with a reason. */
export function VerdictDialog({ task, verdict, values, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const verb = useVerb('signOffTask', task.id, { onDone });
  const isRejection = verdict === 'rejected';
  return (
    <ReasonDialog
      title={isRejection ? t('dialog.reject') : t('dialog.approve')}
      label={isRejection ? t('dialog.reason') : t('dialog.comment')}
      confirm={isRejection ? t('verb.reject') : t('verb.approve')}
      isRequired={isRejection}
      isDanger={isRejection}
      isPending={verb.isPending}
      error={verb.error}
      onClose={onClose}
      onSubmit={(comment) => verb.act({ verdict, variables: values, ...(comment === '' ? {} : { comment }) })}
    />
  );
}
