import { useTranslation } from 'react-i18next';
import { camel } from '../../ui/camel.ts';
import { Mark } from '../../ui/Mark.tsx';
import { type CaseRow, outcomeTone } from './file.ts';

/** At which stage a case stands, or how it came out. */
export function Standing({ row: { state, outcome } }: { readonly row: Pick<CaseRow, 'state' | 'outcome'> }) {
  const { t } = useTranslation();
  if (state !== 'closed') return <Mark tone="going">{t(`cases.state.${camel(state)}`)}</Mark>;
  return (
    <Mark tone={outcome ? outcomeTone[outcome] : 'good'}>
      {outcome ? t('cases.closedAs', { outcome: t(`cases.outcome.${camel(outcome)}`) }) : t('cases.state.closed')}
    </Mark>
  );
}
