import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useWrite } from '../../app/writes.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Props = {
  readonly person: string;
  readonly onClose: () => void;
  readonly onDone: (left: Output<'leaveStaff'>) => void;
};

/** Somebody leaves the company. */
export function LeaveDialog({ person, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const leave = useWrite('leaveStaff', onDone);
  return (
    <ReasonDialog
      title={t('people.leave')}
      label={t('people.leaveReason')}
      confirm={t('people.leave')}
      isRequired
      isDanger
      isPending={leave.isPending}
      error={leave.error}
      onClose={onClose}
      onSubmit={(reason) => leave.act({ params: { person }, body: { reason } })}
    >
      <p>{t('people.leaveHint')}</p>
    </ReasonDialog>
  );
}
