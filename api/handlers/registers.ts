import { latestRates, pricesPage, stockPage, stockPlacesPage } from '../../store/views/registers.ts';
import type { Handlers } from '../handler.ts';
import { moment, momentOrNull } from '../refs.ts';

export const listStock: Handlers['listStock'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { items, next } = await stockPage(db, query);
  return { items: items.map(({ receivedAt, ...entry }) => ({ ...entry, receivedAt: moment(receivedAt) })), next };
};

export const listStockPlaces: Handlers['listStockPlaces'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { items, next } = await stockPlacesPage(db, query);
  return { items: items.map(({ countedAt, ...place }) => ({ ...place, countedAt: momentOrNull(countedAt) })), next };
};

export const listPrices: Handlers['listPrices'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { items, next } = await pricesPage(db, query);
  return {
    items: items.map(({ validFrom, validTo, ...price }) => ({
      ...price,
      validFrom: moment(validFrom),
      validTo: momentOrNull(validTo),
    })),
    next,
  };
};

export const listExchangeRates: Handlers['listExchangeRates'] = async ({ at, authorize }, { db }) => {
  authorize('common', undefined);
  return { items: await latestRates(db, at) };
};
