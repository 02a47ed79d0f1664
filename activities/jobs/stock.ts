import type { Office } from './correlate.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import {
  adjusted,
  appraised,
  compared,
  countList,
  overseasCompared,
  overseasSpread,
  scrapList,
  scrapped,
} from './stockCare.ts';
import { receive, reject, restocked, store } from './stockInbound.ts';
import { listPicks, shipOut } from './stockOutbound.ts';
import type { StockAction } from './stockStep.ts';

const actions: Readonly<Record<string, StockAction>> = {
  receive,
  reject,
  'put-away': store,
  restock: restocked,
  'pick-list': listPicks,
  ship: shipOut,
  appraise: appraised,
  adjust: adjusted,
  'count-list': countList,
  compare: compared,
  'scrap-list': scrapList,
  scrap: scrapped,
  'overseas-compare': overseasCompared,
  'overseas-spread': overseasSpread,
};

/** Service job "stock": header `do` names what is done in the warehouse (POL-01#13). */
export async function runStock(
  deps: Office,
  run: JobRun,
  { headers, variables }: CallOf<'service'>,
): Promise<JobResult> {
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: the warehouse does not do ${name}`);
  const { instanceId, token } = run;
  const mover = { instance: instanceId, by: `${instanceId}|${token}`, at: new Date() };
  return { variables: await action({ deps, run, mover, variables }) };
}
