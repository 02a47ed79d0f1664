import type { Served } from '../../domain/stock.ts';
import type { Office } from './correlate.ts';
import type { JobRun } from './job.ts';
import { keepMessage, sendKept } from './sendMessage.ts';

/** Tells the orders that got what they waited for; each once, however often the job runs. */
export async function announce(deps: Office, run: JobRun, served: readonly Served[]): Promise<void> {
  for (const { order, picks } of served) {
    await keepMessage(deps.db, run, { name: 'stock-allocated', key: order, variables: { picks }, n: order });
  }
  if (served.length > 0) await sendKept(deps, run);
}
