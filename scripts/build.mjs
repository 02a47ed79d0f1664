// Builds what is stale: a target is built again only when the hash of its inputs has changed or its output is gone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkNode, installDependencies, projectRoot, SetupError, unpackPostgres } from './setup.mjs';

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {readonly string[]} inputs files, and folders with all they hold
 * @property {string} output a file that exists once it is built
 * @property {readonly string[]} leftovers what to remove first when the output is gone
 * @property {readonly string[]} command for Node
 */

const common = ['package-lock.json', 'tsconfig.json'];

/** @type {Target} */
export const server = {
  name: 'server',
  inputs: [
    ...common,
    'tsconfig.build.json',
    ...['activities', 'api', 'bench', 'cli', 'contract', 'domain', 'engine'],
    ...['migrations', 'platform', 'store', 'worker', 'workflows'],
    ...['index', 'content', 'localizeForm'].map((name) => `catalog/${name}.ts`),
  ],
  output: 'dist/cli/index.js',
  leftovers: ['dist/.build.tsbuildinfo'],
  command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
};

/** @type {Target} */
export const workflows = {
  name: 'workflows',
  inputs: [...common, 'workflows', 'engine', 'domain', 'worker/bundle.ts', 'platform/failureConverter.cjs'],
  output: 'dist/workflows.bundle.js',
  leftovers: [],
  command: ['dist/worker/bundle.js'],
};

/** @type {Target} */
export const webConsole = {
  name: 'console',
  inputs: [...common, 'vite.config.ts', 'console', 'contract', 'domain', 'engine', 'catalog/texts'],
  output: 'dist/console/index.html',
  leftovers: [],
  command: ['node_modules/vite/bin/vite.js', 'build'],
};

/**
 * What a command of ours needs built.
 * @param {string | undefined} command
 */
export function targetsOf(command) {
  return command === 'start' || command === 'demo' ? [[server, workflows], [webConsole]] : [[server]];
}

/**
 * Everything from a bare clone to the targets, with a line for each long step; ends the process with one message when
 * it cannot be done.
 * @param {readonly (readonly Target[])[]} sequences
 */
export async function prepare(sequences) {
  /** @param {string} line */
  const report = (line) => void process.stderr.write(`· ${line}\n`);
  try {
    checkNode(process.versions.node);
    installDependencies(report);
    unpackPostgres(report);
    await build(sequences, report);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Builds sequences of targets, the sequences side by side.
 * @param {readonly (readonly Target[])[]} sequences
 * @param {(line: string) => void} report
 */
async function build(sequences, report) {
  await Promise.all(sequences.map((sequence) => buildInOrder(sequence, report)));
}

/**
 * @param {readonly Target[]} sequence
 * @param {(line: string) => void} report
 */
async function buildInOrder(sequence, report) {
  for (const target of sequence) {
    const stamp = join(projectRoot, 'dist', `.${target.name}.stamp`);
    const hash = fingerprint(projectRoot, target.inputs);
    if (isFresh(stamp, hash, join(projectRoot, target.output))) continue;
    report(`building the ${target.name}`);
    for (const leftover of target.leftovers) rmSync(join(projectRoot, leftover), { force: true });
    await run(target);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
  }
}

/**
 * @param {string} stamp
 * @param {string} hash
 * @param {string} output
 */
export function isFresh(stamp, hash, output) {
  return existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/**
 * One hash over names and contents.
 * @param {string} root
 * @param {readonly string[]} inputs
 */
export function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesUnder(root, input))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
}

/** @param {Target} target */
async function run({ name, command }) {
  const child = spawn(process.execPath, command, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new SetupError(`the ${name} does not build / 构建失败 (exit code ${code}):\n${said.trim()}`);
}
