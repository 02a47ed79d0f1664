import { scanCodes } from '../../domain/stockCare.ts';
import { pickList, ship } from '../../store/stockOutbound.ts';
import { announce } from './announce.ts';
import { hopeless } from './job.ts';
import { countOf, type StockAction, textOf } from './stockStep.ts';

/** What the order is to be picked, and what the parcel should weigh; nothing while it waits for stock. */
export const listPicks: StockAction = async ({ deps, run, mover, variables }) => {
  const order = textOf(variables, 'orderKey');
  const list = await pickList(deps.db, order, mover);
  if (!list) throw hopeless(`order ${order} has no stock promised to it`);
  await announce(deps, run, list.served);
  const { picks, dropped } = list;
  return {
    picks,
    dropped,
    pickCodes: scanCodes(picks),
    netWeight: picks.reduce((sum, { quantity, unitWeight }) => sum + quantity * unitWeight, 0),
    isDangerous: picks.some((pick) => pick.isDangerous),
  };
};

/** Books the goods out, unless something of them was held meanwhile. */
export const shipOut: StockAction = async ({ deps, mover, variables }) => {
  const isShipped = await ship(deps.db, textOf(variables, 'orderKey'), mover);
  const parcel = {
    weight: countOf(variables, 'packedWeight'),
    expectedWeight: countOf(variables, 'netWeight') + countOf(variables, 'packagingWeight'),
    manifest: textOf(variables, 'manifest'),
    isDangerous: variables['isDangerous'] === true,
  };
  return isShipped ? { isShipped, parcel } : { isShipped };
};
