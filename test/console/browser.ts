import { existsSync } from 'node:fs';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { projectRoot } from '../../platform/root.ts';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** A headless browser: ZHIDU_CHROMIUM, the system's, the one that comes as a package for Linux, or an installed Chrome. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(join(projectRoot, 'dist', 'console', 'index.html'))) {
    throw new Error('the console is not built: npx vite build');
  }
  const executablePath = await programPath();
  return await chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}

async function programPath(): Promise<string | undefined> {
  const chosen = process.env['ZHIDU_CHROMIUM'];
  if (chosen) return chosen;
  if (existsSync(SYSTEM_CHROMIUM)) return SYSTEM_CHROMIUM;
  return process.platform === 'linux' && process.arch === 'x64' ? await packaged.executablePath() : undefined;
}
