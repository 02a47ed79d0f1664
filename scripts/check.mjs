// npm run check: types, format, lint and the import table, dead code, then every test. Runs all and fails at the end,
// so that one run shows everything.
import { spawnSync } from 'node:child_process';
import { projectRoot } from './setup.mjs';

/** @type {readonly (readonly [string, readonly string[]])[]} */
const steps = [
  ['types of the server', ['node_modules/typescript/bin/tsc', '-p', '.']],
  ['types of the console', ['node_modules/typescript/bin/tsc', '-p', 'console']],
  ['format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware']],
  ['dead code', ['node_modules/knip/bin/knip.js']],
  ['tests', ['scripts/test.mjs']],
];

const failed = steps.filter(([name, command]) => {
  process.stderr.write(`· ${name}\n`);
  return spawnSync(process.execPath, command, { cwd: projectRoot, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) process.stderr.write(`failed: ${failed.map(([name]) => name).join(', ')}\n`);
process.exit(failed.length > 0 ? 1 : 0);
