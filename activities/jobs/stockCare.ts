import {
  appraise,
  type Counted,
  differencesAt,
  type OverseasDifference,
  overseasDifferences,
  spread,
} from '../../domain/stockCare.ts';
import { adjust } from '../../store/stockCare.ts';
import {
  bookAt,
  expiredAt,
  lotAt,
  overseasBook,
  overseasLots,
  saveCount,
  silentWarehouses,
  takeDuePlaces,
} from '../../store/stockCounts.ts';
import { type ScrapLine, takeScrapDue, writeOff } from '../../store/stockScrap.ts';
import { announce } from './announce.ts';
import { hopeless } from './job.ts';
import { countOf, listOf, type StockAction, textOf } from './stockStep.ts';

/** Places of one round; what is left over comes with the next. */
const PLACES_A_ROUND = 40;
/** Lines of one destruction. */
const SCRAP_LINES = 200;
/** A statement of an overseas warehouse is compared for so long. */
const STATEMENT_DAYS = 14;

/** What the difference is worth, and whether it can be booked at all. */
export const appraised: StockAction = async ({ deps, mover, variables }) => {
  const [sku, lot, location] = [
    textOf(variables, 'sku'),
    textOf(variables, 'lotNumber'),
    textOf(variables, 'location'),
  ];
  const found = await lotAt(deps.db, mover.at, { sku, lot, location });
  return { appraisal: appraise(countOf(variables, 'difference'), found), ...(found && { item: found.item }) };
};

/** Brings the book in line with what is there. */
export const adjusted: StockAction = async ({ deps, run, mover, variables }) => {
  const difference = countOf(variables, 'difference');
  const served = await adjust(deps.db, mover, {
    sku: textOf(variables, 'sku'),
    lot: textOf(variables, 'lotNumber'),
    location: textOf(variables, 'location'),
    difference,
    reason: textOf(variables, 'reasonCode'),
  });
  await announce(deps, run, served);
  return { adjustment: { verdict: 'adjusted', difference } };
};

/** Which places are to be counted now. */
export const countList: StockAction = async ({ deps, mover }) => ({
  places: await takeDuePlaces(deps.db, mover.instance, mover.at, PLACES_A_ROUND),
});

/** The blind count of a place against the book. */
export const compared: StockAction = async ({ deps, mover, variables }) => {
  const { place } = variables as { readonly place?: { readonly location?: unknown } };
  const location = place?.location;
  if (typeof location !== 'string') throw hopeless('there is no place that was counted');
  const lines = listOf<Counted>(variables, 'countedLines');
  const differences = differencesAt(location, lines, await bookAt(deps.db, location));
  await saveCount(deps.db, mover, { location, lines, differences });
  const expired = await expiredAt(deps.db, location, mover.at);
  return { differences, expired: expired.map(({ lot }) => lot) };
};

/** Condemned and expired goods. */
export const scrapList: StockAction = async ({ deps, mover }) => {
  const lines = await takeScrapDue(deps.db, mover.instance, mover.at, SCRAP_LINES);
  return {
    scrapList: lines,
    scrapAmount: lines.reduce((sum, { amount }) => sum + amount, 0),
    hasBonded: lines.some(({ isBonded }) => isBonded),
  };
};

/** What was destroyed before two witnesses leaves the book. */
export const scrapped: StockAction = async ({ deps, run, mover, variables }) => {
  const served = await writeOff(deps.db, mover, listOf<ScrapLine>(variables, 'scrapList'));
  await announce(deps, run, served);
  return {};
};

/** The newest statements of overseas warehouses against our book, and which of them have sent none. */
export const overseasCompared: StockAction = async ({ deps, mover }) => ({
  overseasDifferences: overseasDifferences(await overseasBook(deps.db, mover.at, STATEMENT_DAYS)),
  statementsMissing: await silentWarehouses(deps.db, mover.at, STATEMENT_DAYS),
});

type Explained = { readonly warehouse: string; readonly sku: string; readonly remedy: string };

/** The differences that are to be booked, lot by lot. */
export const overseasSpread: StockAction = async ({ deps, variables }) => {
  const found = listOf<OverseasDifference>(variables, 'overseasDifferences');
  const overseasAdjustments = [];
  for (const { warehouse, sku, remedy } of listOf<Explained>(variables, 'explanations')) {
    const line = found.find((it) => it.warehouse === warehouse && it.sku === sku);
    if (remedy !== 'adjust' || !line) continue;
    overseasAdjustments.push(...spread(line.difference, await overseasLots(deps.db, warehouse, sku)));
  }
  return { overseasAdjustments };
};
