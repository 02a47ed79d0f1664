import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Folders whose tests talk to Postgres or Temporal; so does any file named *.wired.test.ts. */
const wired = ['test/{activities,api,store,worker,workflows,bench,migrations}/**/*.test.ts', 'test/**/*.wired.test.ts'];
const browser = ['test/console/**/*.test.ts'];
/** Workflow tests that run a second time without a cache: every workflow task replays from the beginning. */
const replayed = ['test/workflows/{signOff,verbs,deadlines,jobs,children,messages,renewal,races,rollout,wave}.test.ts'];
/** Starts whole systems through the command line, and kills them; it needs the machine to itself. */
const system = ['test/system/**/*.test.ts'];
const MOST_WORKERS = 4;
/** Tests compare with English sentences, wherever they run. */
const env = { ZHIDU_LANG: 'en' };

export default defineConfig({
  test: {
    maxWorkers: Math.min(availableParallelism(), MOST_WORKERS),
    projects: [
      {
        test: {
          name: 'pure',
          env,
          // Nothing of theirs is shared state, and loading the same modules for every file takes longer than the tests.
          isolate: false,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...wired, ...browser, ...system],
        },
      },
      {
        test: {
          name: 'wired',
          env,
          include: wired,
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'replayed',
          env: { ...env, ZHIDU_TEST_UNCACHED: '1' },
          include: replayed,
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          env,
          include: browser,
          globalSetup: ['test/setup/global.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'system',
          env,
          include: system,
          testTimeout: 360_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
