import { describe, expect, test } from 'vitest';
import { retrying } from '../../platform/retry.ts';

describe('retrying', () => {
  test('goes on until it works', async () => {
    let calls = 0;
    const result = await retrying(
      async () => {
        calls += 1;
        if (calls < 3) throw new Error('not yet');
        return calls;
      },
      { patienceMs: 5_000 },
    );

    expect(result).toBe(3);
  });

  test('gives the last reason once patience is over', async () => {
    const attempt = async () => {
      throw new Error('never');
    };

    await expect(retrying(attempt, { patienceMs: 150 })).rejects.toThrow('never');
  });

  test('stops at once when there is nothing left to wait for', async () => {
    const gone = new AbortController();
    const attempt = async () => {
      gone.abort();
      throw new Error('refused');
    };
    const begun = Date.now();

    await expect(retrying(attempt, { patienceMs: 60_000, signal: gone.signal })).rejects.toThrow('aborted');
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});
