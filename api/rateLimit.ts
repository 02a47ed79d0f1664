import type { Pool } from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Refusal } from '../domain/refusal.ts';

const WINDOW_S = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 50;
const MS_PER_MINUTE = 60_000;

/** Counts failed tries in Postgres, so that all API processes count together. */
export type Tries = {
  /** Before the secret is looked at, so that tries made side by side count too. Refuses when there were too many. */
  begin(account: string, address: string): Promise<void>;
  /** Only failures count: this one is taken back, and the account starts afresh. */
  succeeded(account: string, address: string): Promise<void>;
};

/** Limits guessing: by account, and by the address that it comes from. */
export function createTries(pool: Pool): Tries {
  const byAccount = limiter(pool, 'account', FAILURES_PER_ACCOUNT);
  const byAddress = limiter(pool, 'address', FAILURES_PER_ADDRESS);
  return {
    async begin(account, address) {
      const waits = await Promise.all([count(byAccount, key(account)), count(byAddress, address)]);
      const waitMs = Math.max(...waits);
      if (waitMs > 0) throw new Refusal('too-many-tries', { minutes: String(Math.ceil(waitMs / MS_PER_MINUTE)) });
    },
    async succeeded(account, address) {
      await Promise.all([byAccount.delete(key(account)), byAddress.reward(address)]);
    },
  };
}

function limiter(pool: Pool, keyPrefix: string, points: number) {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration: WINDOW_S,
  });
}

/** Counts one more; gives how long to wait, in ms, when that is one too many. */
async function count(limit: RateLimiterPostgres, name: string): Promise<number> {
  const { consumedPoints, msBeforeNext } = await limit.penalty(name);
  return consumedPoints > limit.points ? msBeforeNext : 0;
}

const key = (account: string) => account.toLowerCase();
