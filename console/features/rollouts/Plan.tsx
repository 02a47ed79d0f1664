import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutPlan } from '../../../contract/rollouts.ts';
import { camel } from '../../ui/camel.ts';
import { useDay } from '../../ui/useDay.ts';

const channels = ['in-app', 'notice-board', 'e-mail', 'meeting', 'handbook'] as const;

/** The plan as it was signed: charter, time nodes, how it is made public, who answers for what. */
export function Plan({ plan }: { readonly plan: RolloutPlan | null }) {
  const { t } = useTranslation();
  const day = useDay();
  if (plan === null) return null;
  return (
    <section className="card stack" aria-labelledby="plan">
      <h2 id="plan">{t('rollouts.plan.title')}</h2>
      <Part name={t('rollouts.plan.charter')}>
        <p className="as-written">{plan.charter}</p>
      </Part>
      <div className="plan-columns">
        <Part name={t('rollouts.plan.timeNodes')}>
          <Rows rows={plan.timeNodes.map(({ name, date }) => [day(date), name])} />
        </Part>
        <Part name={t('rollouts.plan.publicity')}>
          <Rows rows={plan.publicity.map(({ date, channel, audience }) => [day(date), channelOf(channel), audience])} />
        </Part>
        <Part name={t('rollouts.plan.training')}>
          <p className="as-written">{plan.training}</p>
        </Part>
        <Part name={t('rollouts.plan.assessment')}>
          <p className="as-written">{plan.assessment}</p>
        </Part>
        <Part name={t('rollouts.plan.owners')}>
          <Rows rows={plan.owners.map(({ task, person }) => [task, person])} />
        </Part>
        <Part name={t('rollouts.plan.baseline')}>
          <Rows rows={plan.baseline.map(({ metric, value }) => [metric, value])} />
        </Part>
      </div>
    </section>
  );

  function channelOf(channel: string): string {
    const known = channels.find((it) => it === channel);
    return known ? t(`rollouts.channel.${camel(known)}`) : channel;
  }
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <h3>{name}</h3>
      {children}
    </div>
  );
}

function Rows({ rows }: { readonly rows: readonly (readonly string[])[] }) {
  return (
    <ul className="plan-rows">
      {rows.map((row) => (
        <li key={row.join('|')}>
          {row.map((cell) => (
            <span key={cell}>{cell}</span>
          ))}
        </li>
      ))}
    </ul>
  );
}
