import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectTemporal, type Temporal } from '../../platform/temporal.ts';
import { missingNamespace, type TroubledTemporal, troubledTemporal } from '../setup/troubledTemporal.ts';

let server: TroubledTemporal;
let temporal: Temporal;
beforeAll(async () => {
  server = await troubledTemporal();
  temporal = await connectTemporal({ TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default' });
});
afterAll(async () => {
  await temporal.close();
  await server.close();
});

const signal = () => temporal.client.workflow.getHandle('procurement/P-1').signal('moveOn');

describe('a call to Temporal', () => {
  test.each([
    ['cannot read its namespaces', missingNamespace],
    ['is coming up', { code: 14, message: 'not ready' }],
  ])('is made again while the server %s', async (_why, trouble) => {
    server.fail(trouble, 2);

    await signal();
    expect(server.asked()).toBe(3);
  });

  test('says in the end that there is no such namespace', async () => {
    server.fail(missingNamespace);

    await expect(signal()).rejects.toThrow(/Namespace not found: 'default'/);
    expect(server.asked()).toBe(5);
  });

  test('is not made again when there is no such workflow', async () => {
    server.fail({ code: 5, message: 'workflow not found for ID: procurement/P-1' });

    await expect(signal()).rejects.toThrow(/workflow not found/);
    expect(server.asked()).toBe(1);
  });
});
