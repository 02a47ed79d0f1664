import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLanguage } from '../../ui/local.ts';
import { Mark } from '../../ui/Mark.tsx';

const DIGITS = 8;

/** The latest rate of each currency; one that is too old is not used. */
export function Rates() {
  const { t } = useTranslation();
  const found = useAsk('listExchangeRates', {});
  return (
    <section className="stack" aria-label={t('registers.rates')}>
      <h2>{t('registers.rates')}</h2>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 3 }} />}>
        {({ items }) =>
          items.length === 0 ? <p className="quiet">{t('registers.noRates')}</p> : <Table items={items} />
        }
      </Answered>
    </section>
  );
}

function Table({ items }: { readonly items: Output<'listExchangeRates'>['items'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className="ledger card compact" aria-label={t('registers.rates')}>
      <thead>
        <tr>
          <th scope="col">{t('registers.currency')}</th>
          <th scope="col" className="sum">
            {t('registers.perUsd')}
          </th>
          <th scope="col">{t('registers.asOf')}</th>
          <th scope="col">{t('instances.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ currency, perUsd, asOf, isOld }) => (
          <tr key={currency}>
            <th scope="row">{currency}</th>
            <td data-label={t('registers.perUsd')} className="sum">
              {perUsd.toLocaleString(language, { maximumFractionDigits: DIGITS })}
            </td>
            <td data-label={t('registers.asOf')}>{asOf}</td>
            <td data-label={t('instances.state')}>
              <Mark tone={isOld ? 'soon' : 'good'}>{isOld ? t('registers.rateOld') : t('registers.rateUsed')}</Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
