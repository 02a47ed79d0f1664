// The last line of a run for machines: `N passed, N failed`, counted from vitest's report.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './setup.mjs';

/**
 * A file that does not even load holds no test and is a failure all the same.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 */
export function tally({ numPassedTests, numFailedTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** @param {string} file */
export function tallyOf(file) {
  return existsSync(file) ? tally(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 };
}

if (process.argv[1] === join(projectRoot, 'scripts', 'tally.mjs')) {
  const { passed, failed } = tallyOf(join(projectRoot, 'dist', 'test-report.json'));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
