import { z } from 'zod';
import { zones } from '../domain/putAway.ts';
import { operation } from './operation.ts';
import { Moment, PersonRef, pageOf, paging } from './shared.ts';

const beginning = z.string().trim().min(1).max(100).optional();
/** The zones of a warehouse. */
export const StockZone = z.enum(zones);

const StockEntry = z
  .object({
    sku: z.string(),
    lot: z.string(),
    item: z.string(),
    location: z.string(),
    zone: StockZone,
    quantity: z.int(),
    reserved: z.int().meta({ description: 'Promised to orders' }),
    state: z.enum(['quarantine', 'released', 'rejected', 'scrap-due']),
    held: z.boolean().meta({ description: 'A stop-sale is in force for the article or the lot' }),
    expiresOn: z.iso.date().nullable(),
    receivedAt: Moment,
    instance: z.string().nullable().meta({ description: 'What brought the lot in' }),
  })
  .meta({ id: 'StockEntry' });

export const listStock = operation({
  method: 'get',
  path: '/stock',
  tag: 'registers',
  summary: 'What lies where, lot by lot',
  query: z.object({
    ...paging,
    q: beginning.meta({ description: 'What the article or the lot begins with' }),
    location: z.string().max(100).optional(),
    zone: StockZone.optional(),
    held: z.stringbool().optional(),
  }),
  result: pageOf('StockPage', StockEntry),
});

const StockPlace = z
  .object({
    id: z.string(),
    warehouse: z.string(),
    zone: StockZone,
    class: z.enum(['A', 'B', 'C']).meta({ description: 'Counted weekly, monthly, quarterly' }),
    keeper: PersonRef.nullable(),
    countedAt: Moment.nullable(),
    lots: z.int(),
    quantity: z.int(),
  })
  .meta({ id: 'StockPlace' });

export const listStockPlaces = operation({
  method: 'get',
  path: '/stock/places',
  tag: 'registers',
  summary: 'The places of the warehouses: whose they are, what lies there, when they were counted',
  query: z.object({
    ...paging,
    q: beginning.meta({ description: 'What the place or its warehouse begins with' }),
    zone: StockZone.optional(),
  }),
  result: pageOf('StockPlacePage', StockPlace),
});

const PriceEntry = z
  .object({
    sku: z.string(),
    channel: z.string(),
    market: z.string(),
    currency: z.string(),
    amount: z.int().meta({ description: 'Minor units' }),
    validFrom: Moment,
    validTo: Moment.nullable().meta({ description: 'Null: it is in force' }),
    instance: z.string().meta({ description: 'What approved it' }),
  })
  .meta({ id: 'PriceEntry' });

export const listPrices = operation({
  method: 'get',
  path: '/prices',
  tag: 'registers',
  summary: 'Approved prices by article, channel and market; those in force, or the former ones, too',
  query: z.object({
    ...paging,
    q: beginning.meta({ description: 'What the article begins with' }),
    past: z.stringbool().default(false),
  }),
  result: pageOf('PricePage', PriceEntry),
});

export const listExchangeRates = operation({
  method: 'get',
  path: '/exchange-rates',
  tag: 'registers',
  summary: 'The latest rate of each currency',
  result: z
    .object({
      items: z.array(
        z.object({
          currency: z.string(),
          perUsd: z.number(),
          asOf: z.iso.date(),
          isOld: z.boolean().meta({ description: 'Too old to be used: what depends on it is put before a person' }),
        }),
      ),
    })
    .meta({ id: 'ExchangeRates' }),
});
