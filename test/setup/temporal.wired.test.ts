import { describe, expect, test } from 'vitest';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { devServer, timeSkipping } from './temporal.ts';

describe('the time-skipping server', () => {
  test('sleeps a day in no time', async () => {
    const environment = await timeSkipping();
    try {
      const before = await environment.currentTimeMs();
      await environment.sleep('1 day');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(86_400_000);
    } finally {
      await environment.teardown();
    }
  });
});

describe('the development server', () => {
  test('knows our search attributes', async () => {
    const environment = await devServer();
    try {
      const { customAttributes } = await environment.connection.operatorService.listSearchAttributes({
        namespace: 'default',
      });
      expect(Object.keys(customAttributes ?? {})).toEqual(
        expect.arrayContaining(Object.values(searchAttributes).map(({ name }) => name)),
      );
    } finally {
      await environment.teardown();
    }
  });
});
