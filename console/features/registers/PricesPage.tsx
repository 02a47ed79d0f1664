import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { type Filters, given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { Listed } from '../../ui/Listed.tsx';
import { useLanguage } from '../../ui/local.ts';
import { showMoney } from '../../ui/money.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { Head } from './Head.tsx';
import { Rates } from './Rates.tsx';

const names = ['text', 'past'] as const;
type Asked = Filters<(typeof names)[number]>;
type Price = Output<'listPrices'>['items'][number];

/** Approved prices, each with what approved it; and the rates that limits in dollars are measured by. */
export function PricesPage() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(names);
  return (
    <>
      <Head title={t('registers.prices')} hint={t('registers.pricesHint')} imports={['prices', 'rates']} />
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          { kind: 'search', name: 'text', label: t('registers.sku') },
          { kind: 'tick', name: 'past', label: t('registers.withPast') },
        ]}
      />
      <div className="stack registers">
        <Prices key={JSON.stringify(filters)} filters={filters} />
        <Rates />
      </div>
    </>
  );
}

function Prices({ filters }: { readonly filters: Asked }) {
  const { t } = useTranslation();
  const { text: q, ...others } = given(filters, { past: ['true'] });
  const pages = usePages('listPrices', { query: { ...others, ...(q === undefined ? {} : { q }) } });
  const nothing =
    q === undefined ? (
      <Nothing title={t('registers.noPrices')} hint={t('registers.noPricesHint')} to="/processes/pricing">
        {t('registers.toPricing')}
      </Nothing>
    ) : (
      <Nothing title={t('registers.noPriceMatch')} hint={t('instances.noMatchHint')} to="/registers/prices">
        {t('instances.clear')}
      </Nothing>
    );
  return (
    <Listed pages={pages} empty={nothing}>
      <table className="ledger card" aria-label={t('registers.prices')}>
        <thead>
          <tr>
            <th scope="col">{t('registers.sku')}</th>
            <th scope="col">{t('registers.channel')}</th>
            <th scope="col" className="sum">
              {t('registers.price')}
            </th>
            <th scope="col">{t('registers.validFrom')}</th>
            <th scope="col">{t('registers.validTo')}</th>
            <th scope="col">{t('registers.approval')}</th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((price) => (
            <Row
              key={[price.sku, price.channel, price.market, price.currency, price.validFrom].join(' ')}
              price={price}
            />
          ))}
        </tbody>
      </table>
    </Listed>
  );
}

function Row({ price }: { readonly price: Price }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sku, channel, market, currency, amount, validFrom, validTo, instance } = price;
  return (
    <tr>
      <th scope="row">{sku}</th>
      <td data-label={t('registers.channel')}>
        {channel} · {market}
      </td>
      <td data-label={t('registers.price')} className="sum">
        {showMoney(amount, currency, language)}
      </td>
      <td data-label={t('registers.validFrom')}>
        <At at={validFrom} />
      </td>
      <td data-label={t('registers.validTo')}>{validTo ? <At at={validTo} /> : t('registers.inForce')}</td>
      <td data-label={t('registers.approval')}>
        <Link to={instanceAddress(instance)} aria-label={t('registers.approvalOf', { sku, channel })}>
          {t('registers.toApproval')}
        </Link>
      </td>
    </tr>
  );
}
