import { InfoCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';

/** Why one may not do what others may: each reason once, with the verbs it stands for. */
export function Denied({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const reasons = new Map<string, string[]>();
  for (const { verb, detail } of task.denied) {
    reasons.set(detail, [...(reasons.get(detail) ?? []), t(`verbs.${verb}`)]);
  }
  if (reasons.size === 0) return null;
  return (
    <ul className="denied">
      {[...reasons].map(([detail, verbs]) => (
        <li key={detail}>
          <InfoCircleOutlined aria-hidden />{' '}
          <strong>{t('task.denied', { verbs: verbs.join(t('common.comma')) })}</strong> {detail}
        </li>
      ))}
    </ul>
  );
}
