import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findProgram } from '../cli/start/findProgram.ts';
import { temporalCli } from '../cli/start/programs.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';

/** What a benchmark gets of a server. */
export type Server = Pick<TestWorkflowEnvironment, 'client'> & {
  readonly connection: TestWorkflowEnvironment['nativeConnection'];
};

/** The development server as npm start runs it: on a file, with write-ahead logging. */
export async function withTemporal<T>(report: (line: string) => void, act: (server: Server) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zhidu-bench-temporal-'));
  const path = await findProgram(temporalCli, { report });
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      dbFilename: join(folder, 'temporal.db'),
      searchAttributes: Object.values(searchAttributes),
      extraArgs: ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      log: { format: 'json', level: 'error' },
    },
  });
  try {
    return await act({ client: environment.client, connection: environment.nativeConnection });
  } finally {
    await environment.teardown();
    rmSync(folder, { recursive: true, force: true });
  }
}
