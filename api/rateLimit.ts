import type { Pool } from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Refusal } from '../domain/refusal.ts';

const WINDOW_S = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 50;
const MS_PER_MINUTE = 60_000;

/** Counts failed tries in Postgres, so that all API processes count together. */
export type Tries = {
  /** Refuses when the account or the address has failed too often. */
  admit(account: string, address: string): Promise<void>;
  failed(account: string, address: string): Promise<void>;
  succeeded(account: string): Promise<void>;
};

/** Limits guessing: failures count, successes do not. */
export function createTries(pool: Pool): Tries {
  const byAccount = limiter(pool, 'account', FAILURES_PER_ACCOUNT);
  const byAddress = limiter(pool, 'address', FAILURES_PER_ADDRESS);
  return {
    async admit(account, address) {
      const counts = await Promise.all([
        spent(byAccount, key(account), FAILURES_PER_ACCOUNT),
        spent(byAddress, address, FAILURES_PER_ADDRESS),
      ]);
      const waitMs = Math.max(...counts);
      if (waitMs > 0) throw new Refusal('too-many-tries', { minutes: String(Math.ceil(waitMs / MS_PER_MINUTE)) });
    },
    async failed(account, address) {
      await Promise.all([byAccount.penalty(key(account)), byAddress.penalty(address)]);
    },
    async succeeded(account) {
      await byAccount.delete(key(account));
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

/** How long to wait, in ms; 0 when there is no need. */
async function spent(limit: RateLimiterPostgres, name: string, points: number): Promise<number> {
  const used = await limit.get(name);
  return used && used.consumedPoints >= points ? used.msBeforeNext : 0;
}

const key = (account: string) => account.toLowerCase();
