import knex, { type Knex } from 'knex';

/** A connection pool or one transaction of it: what every function of this folder takes first. */
export type Db = Knex;

const STATEMENT_TIMEOUT_MS = 1_500;
const ACQUIRE_TIMEOUT_MS = 1_000;
const POOL_MAX = 10;

export type DbOptions = {
  readonly poolMax?: number;
  /** 0 for none: migrations, seeding, verifying. */
  readonly statementTimeoutMs?: number;
  readonly acquireTimeoutMs?: number;
};

/** Opens a pool. The name is what an operator sees in pg_stat_activity. */
export function createDb(url: string, applicationName: string, options: DbOptions = {}): Knex {
  const {
    poolMax = POOL_MAX,
    statementTimeoutMs = STATEMENT_TIMEOUT_MS,
    acquireTimeoutMs = ACQUIRE_TIMEOUT_MS,
  } = options;
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: applicationName,
      statement_timeout: statementTimeoutMs,
      // Our queries are short: compiling one takes longer than running it.
      options: '-c jit=off',
    },
    pool: { min: 0, max: poolMax },
    acquireConnectionTimeout: acquireTimeoutMs,
  });
}
