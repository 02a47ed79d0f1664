import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Folders whose tests talk to Postgres or Temporal; so does any file named *.wired.test.ts. */
const wired = [
  'test/{activities,api,store,worker,workflows,bench,migrations}/**/*.test.ts',
  'test/**/*.wired.test.ts',
];
const browser = ['test/console/**/*.test.ts'];
const MOST_WORKERS = 4;

export default defineConfig({
  test: {
    maxWorkers: Math.min(availableParallelism(), MOST_WORKERS),
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...wired, ...browser],
        },
      },
      {
        test: {
          name: 'wired',
          include: wired,
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
