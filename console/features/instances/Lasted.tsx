import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/useNow.ts';
import { useSpan } from '../../ui/useSpan.ts';

type Props = { readonly from: string; readonly to: string | null };

/** How long something took, or has taken so far. */
export function Lasted({ from, to }: Props) {
  const { t } = useTranslation();
  const span = useSpan();
  const now = useNow();
  const length = span((to === null ? Math.max(now, Date.parse(from)) : Date.parse(to)) - Date.parse(from));
  return to === null ? t('instances.soFar', { span: length }) : t('instances.took', { span: length });
}
