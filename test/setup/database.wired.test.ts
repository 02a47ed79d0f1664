import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

let one: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([one.drop(), other.drop()]);
});

describe('a test database', () => {
  test('is migrated', async () => {
    expect(await one.db.schema.hasTable('process_instance')).toBe(true);
  });

  test('shares nothing with another one', async () => {
    await one.db.schema.createTable('mine', (table) => table.text('what'));

    expect(await other.db.schema.hasTable('mine')).toBe(false);
  });
});
