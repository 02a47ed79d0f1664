import { expect, test } from 'vitest';
import { unkeepable } from '../../api/unkeepable.ts';

test('a text that Postgres could not keep is found wherever it stands, and nothing else is', () => {
  expect(unkeepable('body', { variables: { reason: '夏季备货 🏕', lines: [{ sku: 'A' }] }, n: 1, no: null })).toEqual(
    [],
  );
  expect(unkeepable('body', { variables: { lines: [{ sku: 'A\0' }] } })).toEqual([
    { where: '/body/variables/lines/0/sku', code: 'invalid', detail: 'U+0000' },
  ]);
  expect(unkeepable('body', { 'a\ud800': 1 })).toMatchObject([{ where: '/body' }]);
});

test('however deep a body is nested, it is read to its end', () => {
  let nested: unknown = '\0';
  for (let depth = 0; depth < 20_000; depth++) nested = [nested];
  expect(unkeepable('body', nested)).toHaveLength(1);
});
