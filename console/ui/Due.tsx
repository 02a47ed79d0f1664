import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import './due.css';
import { useLanguage } from './local.ts';
import { showMoment, type Urgency, urgencyOf } from './moment.ts';
import { useNow } from './useNow.ts';
import { useSpan } from './useSpan.ts';

const icon = {
  late: <ExclamationCircleOutlined aria-hidden />,
  soon: <ClockCircleOutlined aria-hidden />,
  calm: <CheckCircleOutlined aria-hidden />,
} satisfies Record<Urgency, unknown>;

type Props = { readonly dueAt: string | null; readonly provisional: boolean };

/** How much time a task has left: icon, words and colour, with the exact moment beside it. */
export function Due({ dueAt, provisional }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const language = useLanguage();
  const span = useSpan();
  if (dueAt === null) return <span className="quiet">{t('due.none')}</span>;
  const due = Date.parse(dueAt);
  const urgency = urgencyOf(due, now);
  return (
    <span className="due">
      <span className={`due-mark ${urgency}`}>
        {icon[urgency]}
        {urgency === 'late' ? t('due.late', { span: span(due - now) }) : t('due.left', { span: span(due - now) })}
      </span>
      <time dateTime={dueAt} className="quiet">
        {showMoment(due, language)}
        {provisional && ` ${t('due.provisional')}`}
      </time>
    </span>
  );
}
