import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../platform/root.ts';
import { say } from '../say.ts';
import type { Program } from './programs.ts';

const STALLED_AFTER_MS = 9_000;
const LOOKS_EVERY_MS = 1_000;

/** What Temporal publishes, by way of its SDK; given up on when no byte has come for a while. */
export async function downloadWithSdk({ name, sdkVersion }: Program, folder: string): Promise<string> {
  const script = join(projectRoot, 'scripts', 'downloadTemporal.mjs');
  await watched([script, name, sdkVersion, folder], folder);
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error(say('fetch.sdkLeftNothing'));
  return join(folder, file);
}

function watched(args: readonly string[], folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const progress = { bytes: 0, at: Date.now(), stalled: false };
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const timer = setInterval(() => {
      const bytes = bytesIn(folder);
      if (bytes > progress.bytes) Object.assign(progress, { bytes, at: Date.now() });
      progress.stalled = Date.now() - progress.at > STALLED_AFTER_MS;
      if (progress.stalled) child.kill('SIGKILL');
    }, LOOKS_EVERY_MS);
    child.once('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve();
      else reject(new Error(progress.stalled ? say('fetch.noNetwork') : gist(said)));
    });
  });
}

/** The innermost reason of a chain that the SDK prints on one line. */
function gist(said: string): string {
  const line = said.split('\n').find((it) => it.includes('Error:')) ?? said.slice(0, 200);
  return line
    .split(': ')
    .slice(-2)
    .join(': ')
    .replace(/[\])\s]+$/, '');
}

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
