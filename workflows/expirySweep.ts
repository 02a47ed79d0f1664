import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/** At midnight: takes certificates that have lapsed out of force with what they unlock, and reminds of those that will. */
export async function expirySweep(summary = ''): Promise<{ readonly expired: number; readonly reminded: number }> {
  const { sweepCredentials } = proxyActivities<Activities['credentials']>({
    startToCloseTimeout: '30 minutes',
    retry: { maximumInterval: '1 minute' },
    ...(summary && { summary }),
  });
  return sweepCredentials();
}
