import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { StockZone } from '../../../contract/registers.ts';
import { type Filters, given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { camel } from '../../ui/camel.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { Listed } from '../../ui/Listed.tsx';
import { useLanguage } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { Nothing } from '../../ui/Nothing.tsx';
import { Head } from './Head.tsx';

const names = ['text', 'zone', 'location', 'held'] as const;
type Asked = Filters<(typeof names)[number]>;
type Entry = Output<'listStock'>['items'][number];

const REFRESH_MS = 15_000;

/** What lies where, lot by lot: how much, how much of it is promised, and whether it may be sold. */
export function StockPage() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(names);
  return (
    <>
      <Head title={t('registers.stock')} hint={t('registers.stockHint')} imports={['stock']} />
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          { kind: 'search', name: 'text', label: t('registers.skuOrLot') },
          {
            kind: 'choice',
            name: 'zone',
            label: t('registers.zone'),
            none: t('instances.all'),
            options: StockZone.options.map((id) => ({ id, name: t(`registers.zones.${id}`) })),
          },
          { kind: 'search', name: 'location', label: t('registers.place') },
          { kind: 'tick', name: 'held', label: t('registers.onlyHeld') },
        ]}
      />
      <Stock key={JSON.stringify(filters)} filters={filters} />
    </>
  );
}

function Stock({ filters }: { readonly filters: Asked }) {
  const { t } = useTranslation();
  const { text: q, ...others } = given(filters, { zone: StockZone.options, held: ['true'] });
  const pages = usePages(
    'listStock',
    { query: { ...others, ...(q === undefined ? {} : { q }) } },
    { refetchInterval: REFRESH_MS },
  );
  const isFiltered = Object.values(filters).some((it) => it !== '');
  const nothing = isFiltered ? (
    <Nothing title={t('registers.noStockMatch')} hint={t('instances.noMatchHint')} to="/registers/stock">
      {t('instances.clear')}
    </Nothing>
  ) : (
    <Nothing title={t('registers.noStock')} hint={t('registers.noStockHint')} />
  );
  return (
    <Listed pages={pages} empty={nothing}>
      <Table entries={pages.rows} />
    </Listed>
  );
}

function Table({ entries }: { readonly entries: readonly Entry[] }) {
  const { t } = useTranslation();
  return (
    <table className="ledger card" aria-label={t('registers.stock')}>
      <thead>
        <tr>
          <th scope="col">{t('registers.sku')}</th>
          <th scope="col">{t('registers.lot')}</th>
          <th scope="col">{t('registers.place')}</th>
          <th scope="col" className="sum">
            {t('registers.quantity')}
          </th>
          <th scope="col" className="sum">
            {t('registers.reserved')}
          </th>
          <th scope="col">{t('registers.expires')}</th>
          <th scope="col">{t('instances.state')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={`${entry.sku} ${entry.lot} ${entry.location}`} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

const tone = {
  quarantine: 'soon',
  released: 'good',
  rejected: 'bad',
  'scrap-due': 'idle',
} as const satisfies Record<Entry['state'], Tone>;

function Row({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sku, item, lot, location, zone, quantity, reserved, expiresOn, state, held, instance } = entry;
  return (
    <tr>
      <th scope="row">
        {sku}
        <p className="quiet">{item}</p>
      </th>
      <td data-label={t('registers.lot')}>
        {instance === null ? lot : <Link to={instanceAddress(instance)}>{lot}</Link>}
      </td>
      <td data-label={t('registers.place')}>
        {location} <span className="quiet">{t(`registers.zones.${zone}`)}</span>
      </td>
      <td data-label={t('registers.quantity')} className="sum">
        {quantity.toLocaleString(language)}
      </td>
      <td data-label={t('registers.reserved')} className="sum">
        {reserved.toLocaleString(language)}
      </td>
      <td data-label={t('registers.expires')}>{expiresOn}</td>
      <td data-label={t('instances.state')}>
        <Mark tone={tone[state]}>{t(`registers.lotState.${camel(state)}`)}</Mark>
        {held && <Mark tone="bad">{t('registers.held')}</Mark>}
      </td>
    </tr>
  );
}
