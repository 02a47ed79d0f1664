import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { camel } from '../../ui/camel.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';
import { useMonth } from './useMonth.ts';

type Indicator = Output<'listIndicators'>['items'][number];
type Month = Indicator['months'][number];

const areas = ['procurement', 'warehouse', 'logistics', 'orders', 'after-sales'] as const;

type Props = { readonly from: string; readonly to: string };

/** The indicators of the policy, with their targets and what was measured in each month. */
export function Indicators({ from, to }: Props) {
  const { t } = useTranslation();
  const found = useAsk('listIndicators', { query: { from, to } });
  return (
    <section className="indicators" aria-label={t('facts.indicators')}>
      <h2>{t('facts.indicators')}</h2>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 6 }} />}>
        {({ items }) =>
          areas.map((area) => <Area key={area} area={area} indicators={items.filter((it) => it.area === area)} />)
        }
      </Answered>
    </section>
  );
}

type AreaProps = { readonly area: (typeof areas)[number]; readonly indicators: readonly Indicator[] };

function Area({ area, indicators }: AreaProps) {
  const { t } = useTranslation();
  const month = useMonth();
  const [first] = indicators;
  if (!first) return null;
  return (
    <section className="stack">
      <h3>{t(`facts.area.${camel(area)}`)}</h3>
      <div className="card wide-table">
        <table
          className="ledger compact"
          aria-label={t('facts.indicatorsOf', { area: t(`facts.area.${camel(area)}`) })}
        >
          <thead>
            <tr>
              <th scope="col">{t('facts.indicator')}</th>
              <th scope="col">{t('facts.target')}</th>
              {first.months.map((it) => (
                <th key={it.month} scope="col">
                  {month(it.month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indicators.map((it) => (
              <Row key={it.id} indicator={it} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ indicator }: { readonly indicator: Indicator }) {
  const { t } = useTranslation();
  const local = useLocal();
  const month = useMonth();
  const { name, method, clause, target, months } = indicator;
  const written = useValue(target.unit);
  return (
    <tr>
      <th scope="row">
        {local(name)}
        <p className="quiet">
          {local(method)}
          {clause !== null && (
            <>
              {' '}
              <Link to={clauseAddress(clause)}>{clause.replace('#', ' § ')}</Link>
            </>
          )}
        </p>
      </th>
      <td data-label={t('facts.target')}>{t(`facts.at.${target.at}`, { value: written(target.value) })}</td>
      {months.map((it) => (
        <td key={it.month} data-label={month(it.month)}>
          <Measured month={it} written={written} />
        </td>
      ))}
    </tr>
  );
}

type MeasuredProps = { readonly month: Month; readonly written: (value: number) => string };

function Measured({ month: { value, isMet, cases }, written }: MeasuredProps) {
  const { t } = useTranslation();
  if (value === null) return <span className="quiet">{t('facts.nothing')}</span>;
  return (
    <>
      <Mark tone={isMet ? 'good' : 'bad'}>
        {written(value)} <span className="spoken-only">{isMet ? t('facts.met') : t('facts.missed')}</span>
      </Mark>{' '}
      <small className="quiet">{t('facts.cases', { count: cases })}</small>
    </>
  );
}

/** Writes a value of an indicator in its unit. */
function useValue(unit: Indicator['target']['unit']): (value: number) => string {
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(useLanguage(), { maximumFractionDigits: 1 });
  return (value) => t(`facts.unit.${unit}`, { value: number.format(value) });
}
