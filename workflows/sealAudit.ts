import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** Seals what the audit trail has gained since the last time; a schedule runs it, and says what Temporal's screens call it. */
export async function sealAudit(summary = ''): Promise<{ readonly batches: number; readonly rows: number }> {
  const { sealAudit: seal } = proxyActivities<Activities['sealing']>({
    startToCloseTimeout: '1 minute',
    retry: { maximumInterval: '10 seconds', maximumAttempts: 10 },
    ...(summary && { summary }),
  });
  return seal();
}
