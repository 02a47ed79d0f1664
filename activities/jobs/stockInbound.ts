import { judgePlacement, type Placement } from '../../domain/putAway.ts';
import { type GradedLine, judgeRestock } from '../../domain/returnGrading.ts';
import { samplingPlan } from '../../domain/stockCare.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { putAway, quarantinePlace, receiveLot, rejectLot } from '../../store/stockInbound.ts';
import { zonesOf } from '../../store/stockLocations.ts';
import { findLot } from '../../store/stockMoves.ts';
import { knownLots, restock } from '../../store/stockScrap.ts';
import { announce } from './announce.ts';
import { hopeless } from './job.ts';
import { countOf, dateOrNull, listOf, type StockAction, type StockStep, textOf } from './stockStep.ts';

/** Writes the lot down as it was counted, in quarantine, and says how many pieces are to be inspected. */
export const receive: StockAction = async ({ deps, mover, variables }) => {
  const quantity = countOf(variables, 'countedQuantity');
  const lotNumber = textOf(variables, 'countedLot');
  const expiresOn = dateOrNull(variables['countedExpiry']) ?? dateOrNull(variables['expiresOn']);
  const location = await quarantine(deps.db);
  await receiveLot(deps.db, mover, {
    sku: textOf(variables, 'sku'),
    lot: lotNumber,
    item: textOf(variables, 'item'),
    markets: [],
    isDangerous: variables['isDangerous'] === true,
    isBonded: variables['isBonded'] === true,
    isBrandRestricted: variables['isBrandRestricted'] === true,
    expiresOn,
    unitCost: countOf(variables, 'unitCost'),
    unitWeight: countOf(variables, 'unitWeight'),
    quantity,
    location,
  });
  return { quantity, lotNumber, expiresOn, sampling: samplingPlan(quantity), quarantineLocation: location };
};

/** The lot failed for good. */
export const reject: StockAction = async ({ deps, mover, variables }) => {
  await rejectLot(deps.db, mover, {
    ...lotIn(variables),
    fate: variables['lotFate'] === 'return' ? 'return' : 'scrap',
    from: textOf(variables, 'quarantineLocation'),
    quantity: countOf(variables, 'quantity'),
  });
  return {};
};

/** Judges the places that were scanned; when they are right, the lot may be sold and those who wait for it are served. */
export const store: StockAction = async ({ deps, run, mover, variables }) => {
  const { db } = deps;
  const placements = listOf<Placement>(variables, 'placements');
  const { sku, lot } = lotIn(variables);
  const known = await findLot(db, sku, lot);
  if (!known) throw hopeless(`there is no lot ${lot} of ${sku}`);
  if (known.state === 'rejected' || known.state === 'scrap-due')
    throw hopeless(`lot ${lot} of ${sku} has been condemned`);
  const zones = new Map(
    (
      await zonesOf(
        db,
        placements.map(({ location }) => location),
      )
    ).map(({ id, zone }) => [id, zone]),
  );
  const places = placements.map(({ location }) => ({ id: location, zone: zones.get(location) }));
  const placementCheck = judgePlacement({ ...known, quantity: countOf(variables, 'quantity') }, placements, places);
  if (placementCheck.verdict === 'refused') return { placementCheck };
  const served = await putAway(db, mover, {
    sku,
    lot,
    from: textOf(variables, 'quarantineLocation'),
    markets: listOf<string>(variables, 'labelledMarkets'),
    placements,
  });
  await announce(deps, run, served);
  return { placementCheck, servedOrders: served.map(({ order }) => order) };
};

/** Judges and books a graded return. */
export const restocked: StockAction = async ({ deps, run, mover, variables }: StockStep) => {
  const { db } = deps;
  const lines = listOf<GradedLine>(variables, 'gradedLines');
  const [lots, zones] = await Promise.all([
    knownLots(db, lines),
    zonesOf(
      db,
      lines.flatMap(({ location }) => location ?? []),
    ),
  ]);
  const placementCheck = judgeRestock(lines, lots, new Map(zones.map(({ id, zone }) => [id, zone])));
  if (placementCheck.verdict === 'refused') return { placementCheck };
  const order = textOf(variables, 'orderKey');
  const served = await restock(db, mover, { order, quarantine: await quarantine(db), lines });
  if (!served) return { placementCheck: { verdict: 'refused', reasons: ['not-shipped'] } };
  await announce(deps, run, served);
  const grading = {
    grades: lines.map(({ sku, lot, quantity, grade }) => ({ sku, lot, quantity, grade })),
    serialMatch: variables['serialMatch'] ?? null,
    restocked: lines.filter(({ grade }) => grade === 'A').reduce((sum, { quantity }) => sum + quantity, 0),
  };
  return { placementCheck, grading };
};

async function quarantine(db: Db): Promise<string> {
  const place = await quarantinePlace(db);
  if (!place) throw hopeless('the warehouse has no place for quarantine');
  return place.id;
}

const lotIn = (variables: Variables) => ({ sku: textOf(variables, 'sku'), lot: textOf(variables, 'lotNumber') });
