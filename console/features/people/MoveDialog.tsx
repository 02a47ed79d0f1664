import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../app/writes.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { PostFields, postOf } from './PostFields.tsx';
import type { StaffPage } from './staff.ts';

type Props = { readonly person: StaffPage; readonly onClose: () => void };

/** Somebody changes department or post. */
export function MoveDialog({ person, onClose }: Props) {
  const { t } = useTranslation();
  const [post, setPost] = useState({ department: person.department.id, position: '', superior: '' });
  const move = useWrite('moveStaff', onClose);
  return (
    <ReasonDialog
      title={t('people.move')}
      label={t('people.moveReason')}
      confirm={t('people.move')}
      isRequired
      isPending={move.isPending}
      error={move.error}
      onClose={onClose}
      onSubmit={(reason) => move.act({ params: { person: person.id }, body: { ...postOf(post), reason } })}
    >
      <p className="quiet">{t('people.moveHint')}</p>
      <PostFields post={post} onChange={setPost} />
    </ReasonDialog>
  );
}
