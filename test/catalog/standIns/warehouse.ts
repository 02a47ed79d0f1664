import { readPlaces } from '../../../catalog/index.ts';
import { valueContract } from '../../../domain/purchase.ts';
import { judgePlacement, type Placement } from '../../../domain/putAway.ts';
import { type GradedLine, judgeRestock } from '../../../domain/returnGrading.ts';
import { allocate, type Line, type StockRow } from '../../../domain/stock.ts';
import {
  appraise,
  type Counted,
  differencesAt,
  type OverseasDifference,
  overseasDifferences,
  samplingPlan,
  scanCodes,
  spread,
} from '../../../domain/stockCare.ts';
import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { StandIn } from './index.ts';

const TODAY = '2026-11-24';
const zones = new Map(readPlaces().map(({ id, zone }) => [id, zone]));

/** What lies in the warehouse of these tests. Cost in fen, weight in grams, of one piece. */
type Shelf = StockRow & { readonly unitCost: number; readonly unitWeight: number; readonly isDangerous: boolean };
const inStore = { state: 'released', isHeld: false, expiresOn: null, receivedAt: 0 } as const;
const shelves: readonly Shelf[] = [
  {
    ...inStore,
    sku: 'TOWEL',
    lot: 'B1',
    location: 'A-01-01',
    available: 500,
    markets: ['EU'],
    unitCost: 8_000,
    unitWeight: 450,
    isDangerous: false,
  },
  {
    ...inStore,
    sku: 'LAMP',
    lot: 'L1',
    location: 'D-01-01',
    available: 3,
    markets: ['EU', 'US'],
    unitCost: 60_000,
    unitWeight: 500,
    isDangerous: true,
  },
  {
    ...inStore,
    sku: 'FREE',
    lot: 'F1',
    location: 'C-01-01',
    available: 3,
    markets: ['EU'],
    unitCost: 0,
    unitWeight: 100,
    isDangerous: false,
  },
];
const shelfOf = (sku: unknown, lot: unknown, location: unknown) =>
  shelves.find((it) => it.sku === sku && it.lot === lot && it.location === location);

type Given = Variables & {
  readonly lines: readonly Line[];
  readonly market: string;
  readonly countedQuantity: number;
  readonly quantity: number;
  readonly placements: readonly Placement[];
  readonly gradedLines: readonly GradedLine[];
  readonly difference: number;
  readonly place: { readonly location: string };
  readonly countedLines: readonly Counted[];
  readonly heldMeanwhile?: boolean;
};

const actions: Readonly<Record<string, (given: Given) => Variables>> = {
  receive: ({ countedQuantity, countedLot, expiresOn }) => ({
    quantity: countedQuantity,
    lotNumber: countedLot,
    expiresOn,
    sampling: samplingPlan(countedQuantity),
    quarantineLocation: 'Q-01-01',
  }),
  reject: () => ({}),
  'put-away': (given) => ({ placementCheck: placed(given) }),
  'pick-list': ({ lines, market }) => picked(lines, market),
  ship: ({ heldMeanwhile, packedWeight, manifest, netWeight, packagingWeight, isDangerous }) =>
    heldMeanwhile === true
      ? { isShipped: false, heldMeanwhile: false }
      : {
          isShipped: true,
          parcel: {
            weight: packedWeight,
            expectedWeight: Number(netWeight) + Number(packagingWeight),
            manifest,
            isDangerous,
          },
        },
  appraise: ({ sku, lotNumber, location, difference }) => {
    const shelf = shelfOf(sku, lotNumber, location);
    return { appraisal: appraise(difference, shelf && { unitCost: shelf.unitCost, book: shelf.available }) };
  },
  adjust: ({ difference }) => ({ adjustment: { verdict: 'adjusted', difference } }),
  'count-list': ({ due = [] }) => ({ places: due }),
  compare: ({ place, countedLines }) => ({
    differences: differencesAt(
      place.location,
      countedLines,
      shelves
        .filter(({ location }) => location === place.location)
        .map(({ sku, lot, available }) => ({ sku, lot, quantity: available })),
    ),
    expired: [],
  }),
  restock: ({ gradedLines }) => {
    const lots = shelves.map((shelf) => ({ ...shelf, isBonded: false, isBrandRestricted: false }));
    const placementCheck = judgeRestock(gradedLines, lots, zones);
    return placementCheck.verdict === 'accepted'
      ? { placementCheck, grading: { grades: gradedLines } }
      : { placementCheck };
  },
  'scrap-list': ({ condemned = [], bonded = false }) => ({ scrapList: condemned, hasBonded: bonded }),
  scrap: () => ({}),
  'overseas-compare': ({ statements = [], silent = [] }) => ({
    statementsMissing: silent,
    overseasDifferences: overseasDifferences(statements as Parameters<typeof overseasDifferences>[0]),
  }),
  'overseas-spread': ({ explanations, overseasDifferences: found }) => ({
    overseasAdjustments: (explanations as readonly { sku: string; remedy: string }[])
      .filter(({ remedy }) => remedy === 'adjust')
      .flatMap(({ sku }) => {
        const line = (found as readonly OverseasDifference[]).find((it) => it.sku === sku);
        const lots = shelves.map(({ available: quantity, ...shelf }) => ({ ...shelf, quantity }));
        return line
          ? spread(
              line.difference,
              lots.filter((it) => it.sku === sku),
            )
          : [];
      }),
  }),
};

function placed({ placements, quantity, ...lot }: Given): unknown {
  const { isDangerous, isBonded, isBrandRestricted } = lot as { readonly [name: string]: unknown };
  return judgePlacement(
    {
      quantity,
      isDangerous: isDangerous === true,
      isBonded: isBonded === true,
      isBrandRestricted: isBrandRestricted === true,
    },
    placements,
    placements.map(({ location }) => ({ id: location, zone: zones.get(location) })),
  );
}

function picked(lines: readonly Line[], market: string): Variables {
  const outcome = allocate(shelves, { market, lines }, TODAY);
  const picks = (outcome.kind === 'reserved' ? outcome.picks : []).map((pick) => ({
    ...pick,
    ...shelfOf(pick.sku, pick.lot, pick.location),
  }));
  return {
    picks,
    dropped: [],
    pickCodes: scanCodes(picks),
    netWeight: picks.reduce((sum, { quantity, unitWeight = 0 }) => sum + quantity * unitWeight, 0),
    isDangerous: picks.some(({ isDangerous }) => isDangerous),
  };
}

/** Units that a dollar buys, as they were imported. */
const RATES = { CNY: 7.1 };

const purchases: Readonly<Record<string, (given: Variables) => Variables>> = {
  value: ({ contractAmount, currency }) => {
    const { amountCny, rate } = valueContract(Number(contractAmount), String(currency), RATES);
    return { contractAmountCny: amountCny, rateKnown: rate !== null, ...(rate !== null && { exchangeRate: rate }) };
  },
  'sampling-plan': ({ readyQuantity }) => ({ sampling: samplingPlan(Number(readyQuantity)) }),
  // What it is given is what it keeps.
  'keep-ruling': (ruling) => ({ ruling }),
};

/** The work of the warehouse, on the shelves above. */
export const warehouse: Readonly<Record<string, StandIn>> = {
  stock: (headers, variables) => {
    const action = actions[headers['do'] ?? ''];
    if (!action) throw new Error(`the warehouse does not do ${headers['do']}`);
    return action(variables as Given);
  },
  purchase: (headers, variables) => {
    const action = purchases[headers['do'] ?? ''];
    if (!action) throw new Error(`a purchase does not do ${headers['do']}`);
    return action(variables);
  },
};
