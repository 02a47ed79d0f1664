import { useTranslation } from 'react-i18next';
import type { Funnel } from '../../../contract/waves.ts';
import { Bar } from '../../ui/Bar.tsx';
import { useLanguage } from '../../ui/local.ts';

/** How many of a wave have come how far: enrolled, learning, passed, acknowledged. */
export function FunnelView({ funnel }: { readonly funnel: Funnel }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { people, assigned, passed, acknowledged, failed, escalated, declined, exempt, left } = funnel;
  const steps = [
    ['people', people],
    ['begun', people - assigned],
    ['passed', passed],
    ['acknowledged', acknowledged],
  ] as const;
  const others = (['failed', 'escalated', 'declined', 'exempt', 'left'] as const).filter((it) => funnel[it] > 0);
  const counts = { failed, escalated, declined, exempt, left };
  const percent = (count: number) => (people === 0 ? 0 : Math.round((count / people) * 1000) / 10);
  return (
    <>
      <ul className="funnel" aria-label={t('rollouts.funnelTitle')}>
        {steps.map(([step, count]) => (
          <li key={step}>
            <span>{t(`rollouts.funnel.${step}`)}</span>
            <Bar value={count} of={people} label={t(`rollouts.funnel.${step}`)} />
            <span className="funnel-count">
              {count.toLocaleString(language)} <span className="quiet">{percent(count)}%</span>
            </span>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="quiet">
          {others.map((it) => t(`rollouts.funnel.${it}Are`, { people: counts[it] })).join(t('common.comma'))}
        </p>
      )}
    </>
  );
}
