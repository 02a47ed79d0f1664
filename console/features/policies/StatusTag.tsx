import { useTranslation } from 'react-i18next';
import type { VersionSummary } from '../../../contract/policies.ts';
import { camel } from '../../ui/camel.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

type Status = VersionSummary['status'];

const tones: Readonly<Record<Status, Tone>> = {
  draft: 'going',
  'in-review': 'going',
  approved: 'soon',
  publicity: 'soon',
  'in-force': 'good',
  superseded: 'idle',
  withdrawn: 'idle',
};

/** How far a version of a policy has come. */
export function StatusTag({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  return <Mark tone={tones[status]}>{t(`policies.status.${camel(status)}`)}</Mark>;
}

/** Whether the version has been in force or been given up: nothing can be done to it any more. */
export const isSettled = (status: Status) => ['in-force', 'superseded', 'withdrawn'].includes(status);
