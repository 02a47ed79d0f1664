import type { DeliverInput } from './messages.ts';
import { jobs } from './proxies.ts';

/** Brings what came from outside to the instances that wait for it. What nobody waits for, and begins nothing, is kept. */
export async function deliverMessage(input: DeliverInput): Promise<void> {
  const { deliverKept } = jobs('jobs', {
    startToCloseTimeout: '1 minute',
    retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
  });
  let after: string | undefined = '';
  while (after !== undefined) ({ after } = await deliverKept({ ...input, after }));
}
