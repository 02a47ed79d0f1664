import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { StockZone } from '../../../contract/registers.ts';
import { type Filters, given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Listed } from '../../ui/Listed.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { Head } from './Head.tsx';

const names = ['text', 'zone'] as const;
type Asked = Filters<(typeof names)[number]>;

/** The places of the warehouses: who keeps them, what lies there, and when they were counted. */
export function PlacesPage() {
  const { t } = useTranslation();
  const [filters, change] = useFilters(names);
  return (
    <>
      <Head title={t('registers.places')} hint={t('registers.placesHint')} />
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          { kind: 'search', name: 'text', label: t('registers.placeOrWarehouse') },
          {
            kind: 'choice',
            name: 'zone',
            label: t('registers.zone'),
            none: t('instances.all'),
            options: StockZone.options.map((id) => ({ id, name: t(`registers.zones.${id}`) })),
          },
        ]}
      />
      <Places key={JSON.stringify(filters)} filters={filters} />
    </>
  );
}

function Places({ filters }: { readonly filters: Asked }) {
  const { t } = useTranslation();
  const { text: q, ...others } = given(filters, { zone: StockZone.options });
  const pages = usePages('listStockPlaces', { query: { ...others, ...(q === undefined ? {} : { q }) } });
  const nothing = (
    <Nothing title={t('registers.noPlaces')} hint={t('instances.noMatchHint')} to="/registers/places">
      {t('instances.clear')}
    </Nothing>
  );
  return (
    <Listed pages={pages} empty={nothing}>
      <table className="ledger card" aria-label={t('registers.places')}>
        <thead>
          <tr>
            <th scope="col">{t('registers.place')}</th>
            <th scope="col">{t('registers.zone')}</th>
            <th scope="col">{t('registers.keeper')}</th>
            <th scope="col" className="sum">
              {t('registers.lots')}
            </th>
            <th scope="col" className="sum">
              {t('registers.quantity')}
            </th>
            <th scope="col">{t('registers.counted')}</th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((place) => (
            <Row key={place.id} place={place} />
          ))}
        </tbody>
      </table>
    </Listed>
  );
}

type Place = Output<'listStockPlaces'>['items'][number];

function Row({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const { id, warehouse, zone, class: rhythm, keeper, countedAt, lots, quantity } = place;
  return (
    <tr>
      <th scope="row">
        <Link to={`/registers/stock?location=${encodeURIComponent(id)}`}>{id}</Link>
        <p className="quiet">{warehouse}</p>
      </th>
      <td data-label={t('registers.zone')}>{t(`registers.zones.${zone}`)}</td>
      <td data-label={t('registers.keeper')}>{keeper && local(keeper.name)}</td>
      <td data-label={t('registers.lots')} className="sum">
        {lots.toLocaleString(language)}
      </td>
      <td data-label={t('registers.quantity')} className="sum">
        {quantity.toLocaleString(language)}
      </td>
      <td data-label={t('registers.counted')}>
        {countedAt ? <At at={countedAt} /> : <span className="quiet">{t('registers.neverCounted')}</span>}
        <p className="quiet">{t(`registers.rhythm.${rhythm}`)}</p>
      </td>
    </tr>
  );
}
