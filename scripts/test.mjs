// npm test: the same set-up as npm start, then all tests. Anything after -- goes to vitest.
// The report for .ci/run lies in dist/test-report.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, server, webConsole, workflows } from './build.mjs';
import { projectRoot } from './setup.mjs';

const reportFile = join(projectRoot, 'dist', 'test-report.json');

await prepare([[server, workflows], [webConsole]]);
mkdirSync(join(projectRoot, 'dist'), { recursive: true });
rmSync(reportFile, { force: true });
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
const { status } = spawnSync(process.execPath, [vitest, ...options, ...process.argv.slice(2)], {
  cwd: projectRoot,
  stdio: 'inherit',
});
process.exit(status ?? 1);
