import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

const tone = {
  unborn: 'idle',
  running: 'going',
  completed: 'good',
  terminated: 'soon',
  cancelled: 'idle',
  failed: 'bad',
} as const satisfies Record<InstanceRow['status'], Tone>;

type Props = { readonly instance: Pick<InstanceRow, 'status' | 'hasIncident'> };

/** How an instance stands; an incident is said besides. */
export function StatusMark({ instance: { status, hasIncident } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Mark tone={tone[status]}>{t(`instances.status.${status}`)}</Mark>
      {hasIncident && <Mark tone="bad">{t('instances.incident')}</Mark>}
    </>
  );
}
