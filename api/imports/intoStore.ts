import type { ImportKind } from '../../contract/imports.ts';
import { judgePlacement, type Zone } from '../../domain/putAway.ts';
import type { RecordRead, RowError, Values } from '../../domain/recordRows.ts';
import type { Served } from '../../domain/stock.ts';
import type { Db } from '../../store/db.ts';
import { saveRates } from '../../store/exchangeRates.ts';
import { buyerSalt } from '../../store/hookSources.ts';
import { type PayoutReport, savePayouts } from '../../store/payouts.ts';
import { keepProposals } from '../../store/priceProposals.ts';
import { putAway, quarantinePlace, receiveLot } from '../../store/stockInbound.ts';
import { saveStatements, zonesOf } from '../../store/stockLocations.ts';
import { orderKeyOf, orderMessages, paymentMessage } from '../hookMessages.ts';
import { keepOutside, type Outside } from '../outside.ts';
import { unreadable } from '../sheets/unreadable.ts';

/** What an import writes with: in one transaction with its own row. */
export type Taking = { readonly db: Db; readonly run: string; readonly at: Date; readonly timeScale: number };

type Take = (records: readonly RecordRead[], taking: Taking) => Promise<void>;

/** Writes new records where they belong: orders and payments go out as messages, as if a hook had brought them. */
export const takers: { readonly [K in Exclude<ImportKind, 'parties'>]: Take } = {
  orders: async (records, taking) => {
    const salt = await buyerSalt(taking.db);
    const messages = records.flatMap((record) =>
      orderMessages(orderOf(record) as never, { id: `import:orders:${record.key}`, salt }),
    );
    await keepAll(messages, taking);
  },
  payments: (records, taking) =>
    keepAll(
      records.map(({ key, values }) =>
        paymentMessage({ event: 'captured', ...values } as never, `import:payments:${key}`),
      ),
      taking,
    ),
  prices: takePrices,
  payouts: async (records, { db }) => {
    await savePayouts(db, records.map(payoutOf));
  },
  rates: (records, { db }) =>
    saveRates(
      db,
      records.map(({ values: { currency, asOf, perUsd } }) => ({
        currency: String(currency),
        asOf: String(asOf),
        perUsd: Number(perUsd),
      })),
      'import',
    ),
  stock: takeStock,
  overseas: (records, { db }) =>
    saveStatements(
      db,
      records.map(({ values: { warehouse, sku, statedOn, quantity } }) => ({
        warehouse: String(warehouse),
        sku: String(sku),
        asOf: String(statedOn),
        quantity: Number(quantity),
      })),
    ),
};

/** What only the store can say is wrong with records: places that are not there, or not of the zone of the goods. */
export async function storeErrors(
  db: Db,
  kind: ImportKind,
  records: readonly RecordRead[],
): Promise<readonly RowError[]> {
  if (kind === 'prices') return pricesTwice(records);
  if (kind !== 'stock') return [];
  const places = await zonesOf(db, [
    ...new Set(records.flatMap(({ lines }) => lines.map(({ location }) => String(location)))),
  ]);
  const zones = new Map(places.map(({ id, zone }) => [id, zone]));
  return records.flatMap((record) => placeErrors(record, zones));
}

/** One list names one price for an article in a market, whatever its day. */
function pricesTwice(records: readonly RecordRead[]): readonly RowError[] {
  const seen = new Set<string>();
  return records.flatMap(({ values: { channel, sku, market, currency }, rows }) => {
    const place = [channel, sku, market, currency].join('|');
    if (seen.has(place)) return [{ row: rows[0] ?? 0, column: 'sku', code: 'duplicate', value: place }];
    seen.add(place);
    return [];
  });
}

function placeErrors({ values, lines, rows }: RecordRead, zones: ReadonlyMap<string, Zone>): readonly RowError[] {
  const lot = { ...segregated(values), quantity: lines.reduce((sum, { quantity }) => sum + Number(quantity), 0) };
  const placements = lines.map(({ location, quantity }) => ({
    location: String(location),
    quantity: Number(quantity),
  }));
  const { wrong } = judgePlacement(
    lot,
    placements,
    [...zones].map(([id, zone]) => ({ id, zone })),
  );
  return placements.flatMap(({ location }, index) =>
    wrong.includes(location) && zones.get(location) !== 'overseas'
      ? [
          {
            row: rows[index] ?? 0,
            column: 'location',
            code: zones.has(location) ? 'zone' : 'location-unknown',
            value: location,
          },
        ]
      : [],
  );
}

function orderOf({ values, lines }: RecordRead) {
  const { buyerName, buyerCountry, buyerAddress, buyerEmail, buyerIdNumber, ...order } = values;
  const more = {
    ...(buyerEmail === undefined ? {} : { email: buyerEmail }),
    ...(buyerIdNumber === undefined ? {} : { idNumber: buyerIdNumber }),
  };
  return { ...order, lines, buyer: { name: buyerName, country: buyerCountry, address: buyerAddress, ...more } };
}

function payoutOf({ values, lines }: RecordRead): PayoutReport {
  const text = (name: string) => String(values[name]);
  const channel = text('channel');
  return {
    id: text('payoutId'),
    channel,
    paidOn: text('paidOn'),
    currency: text('currency'),
    gross: Number(values['gross']),
    fees: Number(values['fees']),
    net: Number(values['net']),
    institution: text('institution'),
    lines: lines.map(({ salesOrderNumber, orderAmount, orderFee }) => ({
      orderKey: orderKeyOf({ channel, salesOrderNumber: String(salesOrderNumber) }),
      amount: Number(orderAmount),
      fee: Number(orderFee),
    })),
  };
}

/** Prices are proposed, whoever imports them: the process that the list begins puts them in force once they are approved. */
async function takePrices(records: readonly RecordRead[], taking: Taking): Promise<void> {
  if (records.length === 0) return;
  const list = `import:${taking.run}`;
  await keepProposals(taking.db, list, records.map(priceOf));
  const variables = { priceListId: list };
  await keepAll([{ id: `${list}:prices`, name: 'prices-imported', key: taking.run, variables }], taking);
}

function priceOf({ values }: RecordRead) {
  return {
    channel: String(values['channel']),
    sku: String(values['sku']),
    market: String(values['market']),
    currency: String(values['currency']),
    amount: Number(values['newPrice']),
    cost: Number(values['unitCost']),
    floor: Number(values['floorPrice']),
  };
}

async function keepAll(messages: readonly Outside[], { db, run, ...saying }: Taking): Promise<void> {
  for (const message of messages) await keepOutside(db, { sender: `import:${run}`, ...saying }, message);
}

/** What lay in the warehouse before this system: received, released and put where it lies. Whoever waits for it is told. */
async function takeStock(records: readonly RecordRead[], taking: Taking): Promise<void> {
  const { db, run, at } = taking;
  const quarantine = await quarantinePlace(db);
  if (!quarantine) throw unreadable('quarantine-missing', 'quarantine');
  for (const { key, values, lines } of records) {
    const mover = { instance: `import:${run}`, at };
    const placements = lines.map((line) => ({
      location: String(line['location']),
      quantity: Number(line['quantity']),
    }));
    const quantity = placements.reduce((sum, it) => sum + it.quantity, 0);
    const lot = { ...lotOf(values), quantity, location: quarantine.id };
    await receiveLot(db, { ...mover, by: `import:${run}|${key}|in` }, lot);
    const put = { sku: lot.sku, lot: lot.lot, from: quarantine.id, markets: lot.markets, placements };
    await keepAll(allocations(await putAway(db, { ...mover, by: `import:${run}|${key}|put` }, put), run), taking);
  }
}

const allocations = (served: readonly Served[], run: string): readonly Outside[] =>
  served.map(({ order, picks }) => ({
    id: `import:${run}:allocated:${order}`,
    name: 'stock-allocated',
    key: order,
    variables: { picks },
  }));

function lotOf(values: Values) {
  return {
    sku: String(values['sku']),
    lot: String(values['lot']),
    item: String(values['item']),
    markets: values['markets'] as readonly string[],
    ...segregated(values),
    expiresOn: (values['expiresOn'] as string | undefined) ?? null,
    unitCost: Number(values['unitCost'] ?? 0),
    unitWeight: Number(values['unitWeight'] ?? 0),
  };
}

const segregated = (values: Values) => ({
  isDangerous: values['isDangerous'] === true,
  isBonded: values['isBonded'] === true,
  isBrandRestricted: values['isBrandRestricted'] === true,
});
