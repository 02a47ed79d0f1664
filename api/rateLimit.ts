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
      refuseAfter(Math.max(...waits));
    },
    async succeeded(account, address) {
      await Promise.all([byAccount.delete(key(account)), byAddress.reward(address)]);
    },
  };
}

/** How often something may happen to one key. */
export type Limit = { readonly name: string; readonly points: number; readonly seconds: number };

/** Counts one more; refuses when that is one too many. */
export async function takeTurn(pool: Pool, limit: Limit, name: string): Promise<void> {
  refuseAfter(await count(limiterFor(pool, limit), name));
}

/** Refuses when there were too many already, and counts nothing: for what is only counted when it fails. */
export async function checkTurns(pool: Pool, limit: Limit, name: string): Promise<void> {
  const found = await limiterFor(pool, limit).get(name);
  if (found && found.consumedPoints >= limit.points) refuseAfter(found.msBeforeNext);
}

/** Counts one more, whatever comes of it. */
export async function countTurn(pool: Pool, limit: Limit, name: string): Promise<void> {
  await limiterFor(pool, limit).penalty(name);
}

function refuseAfter(waitMs: number): void {
  if (waitMs > 0) throw new Refusal('too-many-tries', { minutes: String(Math.ceil(waitMs / MS_PER_MINUTE)) });
}

const limiters = new WeakMap<Pool, Map<string, RateLimiterPostgres>>();

function limiterFor(pool: Pool, { name, points, seconds }: Limit): RateLimiterPostgres {
  const known = limiters.get(pool) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(pool, known);
  const found = known.get(name) ?? limiter(pool, name, points, seconds);
  known.set(name, found);
  return found;
}

function limiter(pool: Pool, keyPrefix: string, points: number, duration = WINDOW_S) {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  });
}

/** Counts one more; gives how long to wait, in ms, when that is one too many. */
async function count(limit: RateLimiterPostgres, name: string): Promise<number> {
  const { consumedPoints, msBeforeNext } = await limit.penalty(name);
  return consumedPoints > limit.points ? msBeforeNext : 0;
}

const key = (account: string) => account.toLowerCase();
