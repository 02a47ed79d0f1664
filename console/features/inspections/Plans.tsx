import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { At } from '../../ui/At.tsx';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { camel } from '../../ui/camel.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import { DrawDialog } from './DrawDialog.tsx';
import type { Plan } from './words.ts';

const REFRESH_MS = 20_000;

/** Which steps are inspected, how often and how, process by process. */
export function Plans() {
  const { t } = useTranslation();
  const plans = useAsk('listInspectionPlans', {}, { refetchInterval: REFRESH_MS });
  return (
    <section aria-label={t('inspections.view.plans')}>
      <Answered query={plans} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {({ items }) => (items.length > 0 ? <Chosen plans={items} /> : <NoPlans />)}
      </Answered>
    </section>
  );
}

function Chosen({ plans }: { readonly plans: readonly Plan[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [filters, change] = useFilters(['process']);
  const [drawn, setDrawn] = useState<Plan>();
  const processes = new Map(plans.map(({ step }) => [step.process.key, step.process]));
  const shown = [...processes.values()].filter(({ key }) => filters.process === '' || key === filters.process);
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'process',
            label: t('inbox.process'),
            none: t('inbox.anyProcess'),
            options: [...processes.values()].map(({ key, name }) => ({ id: key, name: local(name) })),
          },
        ]}
      />
      {shown.map(({ key, name }) => (
        <section key={key} className="plan-group">
          <h2>{local(name)}</h2>
          <PlanTable
            name={local(name)}
            plans={plans.filter(({ step }) => step.process.key === key)}
            onDraw={setDrawn}
          />
        </section>
      ))}
      {drawn && <DrawDialog plan={drawn} onClose={() => setDrawn(undefined)} />}
    </>
  );
}

type TableProps = { readonly name: string; readonly plans: readonly Plan[]; readonly onDraw: (plan: Plan) => void };

function PlanTable({ name, plans, onDraw }: TableProps) {
  const { t } = useTranslation();
  return (
    <table className="ledger card" aria-label={t('inspections.plansOf', { process: name })}>
      <thead>
        <tr>
          <th scope="col">{t('inspections.planStep')}</th>
          <th scope="col">{t('inspections.how')}</th>
          <th scope="col">{t('inspections.pool')}</th>
          <th scope="col">{t('inspections.standing')}</th>
          <th scope="col">{t('inspections.lastDrawn')}</th>
          <th scope="col">
            <span className="spoken-only">{t('inspections.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <PlanRow key={plan.id} plan={plan} onDraw={onDraw} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly plan: Plan; readonly onDraw: (plan: Plan) => void };

function PlanRow({ plan, onDraw }: RowProps) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <tr>
      <th scope="row">
        <Link to={`/inspections?plan=${encodeURIComponent(plan.id)}`}>{local(plan.name)}</Link>
        <ClauseTags clauses={plan.clauses} />
      </th>
      <td data-label={t('inspections.how')}>
        {t(`inspections.frequency.${plan.frequency}`)}
        <br />
        <span className="quiet">{t(`inspections.method.${plan.method}`, { count: plan.size })}</span>
        {plan.method === 'aql' && <span className="quiet"> {t(`inspections.level.${plan.level}`)}</span>}
      </td>
      <td data-label={t('inspections.pool')}>
        {local(plan.pool.name)}
        <br />
        <span className="quiet">{t(`inspections.independence.${camel(plan.independence)}`)}</span>
      </td>
      <td data-label={t('inspections.standing')}>
        {plan.live ? (
          <Mark tone="good">{t('inspections.live')}</Mark>
        ) : (
          <Mark tone="idle">{t('inspections.notLive')}</Mark>
        )}
      </td>
      <td data-label={t('inspections.lastDrawn')}>
        {plan.lastDrawnAt ? <At at={plan.lastDrawnAt} /> : <span className="quiet">{t('inspections.neverDrawn')}</span>}
      </td>
      <td className="ledger-act">
        {plan.mayDraw && (
          <Button onClick={() => onDraw(plan)} aria-label={`${t('inspections.drawNow')} ${local(plan.name)}`}>
            {t('inspections.drawNow')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function NoPlans() {
  const { t } = useTranslation();
  return <Nothing title={t('inspections.noPlans')} hint={t('inspections.noPlansHint')} />;
}
