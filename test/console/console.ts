import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Language } from '../../console/ui/language.ts';
import { openRunningWorld, type RunningWorld } from '../api/running.ts';
import { openBrowser } from './browser.ts';

export const DESKTOP = 1280;
export const PHONE = 375;
export const HEIGHT = 860;
const PATIENCE_MS = 15_000;
const LOOK_AGAIN_MS = 100;

export type Visit = {
  readonly page: Page;
  /** What the browser complained of: broken scripts, and what the content security policy stopped. */
  readonly complaints: readonly string[];
};

/** The console as a person meets it: a real browser before the real API, Postgres, Temporal and workers. */
export class Console {
  readonly world: RunningWorld;
  private readonly browser: Browser;

  private constructor(world: RunningWorld, browser: Browser) {
    this.world = world;
    this.browser = browser;
  }

  static async open(): Promise<Console> {
    const browser = await openBrowser();
    return new Console(await openRunningWorld(), browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.world.close();
  }

  /** A page in a browser of its own until the test ends; somebody is signed in when a person is named. */
  async visit(path: string, who?: string, look: Look = {}): Promise<Visit> {
    const browser = await this.browserOf(who, look);
    onTestFinished(() => browser.close());
    return visitIn(browser, path);
  }

  /** A browser of its own, with an empty cache and nobody else's cookies. */
  async browserOf(who?: string, { language = 'zh-CN' }: Look = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.world.url,
      locale: language,
      viewport: { width: DESKTOP, height: HEIGHT },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(
      `localStorage.getItem('zhidu.language') ?? localStorage.setItem('zhidu.language', '${language}')`,
    );
    if (who !== undefined) await signIn(context, who);
    return context;
  }

  /** A purchase of whoever is named, through the API: the id of its first task. */
  async purchase(who: string, item: string): Promise<string> {
    const person = await this.world.as(who);
    const variables = { ...request, item };
    const { body } = await person.send('startProcess', { params: { process: 'procurement' }, body: { variables } });
    return this.openTask(who, String(body.instanceId));
  }

  /** The same, proposed already: the id of the task to approve it. */
  async proposal(who: string, item: string): Promise<string> {
    const taskId = await this.purchase(who, item);
    const person = await this.world.as(who);
    const marketAccessEvidence = await this.evidence(who);
    const { status, problem } = await person.send('completeTask', {
      params: { taskId },
      body: { variables: { ...proposal, marketAccessEvidence } },
    });
    if (status !== 200) throw new Error(JSON.stringify(problem));
    return this.openTask(who, taskId.split('|')[0] ?? '');
  }

  /** The open task of an instance, as soon as there is one. */
  async openTask(who: string, instanceId: string): Promise<string> {
    const person = await this.world.as(who);
    for (;;) {
      const { body } = await person.call('getInstance', { params: { instanceId } });
      const open = body.tasks?.find((it: { outcome: string | null }) => it.outcome === null);
      if (open) return open.id;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  private async evidence(who: string): Promise<string> {
    const person = await this.world.as(who);
    const form = new FormData();
    form.append('file', new Blob([pdf], { type: 'application/pdf' }), 'market.pdf');
    const response = await person.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: form });
    const { id } = (await response.json()) as { id: string };
    return id;
  }
}

type Look = { readonly language?: Language };

/** Opens a page beside those that this browser shows already. */
export async function visitIn(context: BrowserContext, path: string): Promise<Visit> {
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(path);
  return { page, complaints };
}

/** The smallest file that is a PDF by its content. */
export const pdf = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n';

const request = {
  category: 'home',
  markets: ['US', 'EU'],
  plannedQuantity: 5_000,
  estimatedAmount: 12_000_000,
  reason: '夏季备货',
};

const proposal = {
  specification: '双层不锈钢,容量 350 ml',
  forChildren: false,
  hasBattery: false,
  touchesFood: false,
  marketAccess: 'open',
  platformGated: false,
  landedCost: 2_500,
  targetPrice: 9_900,
};

async function signIn(context: BrowserContext, person: string): Promise<void> {
  const response = await context.request.post('/api/demo/session', {
    data: { requestId: randomUUID(), person },
    headers: { 'x-zhidu': '1' },
  });
  if (!response.ok()) throw new Error(`${person} cannot sign in: ${await response.text()}`);
}

/** A refusal is an answer; that the browser writes every 4xx down is no complaint. */
const isRefusal = /Failed to load resource: the server responded with a status of 4\d\d/;

function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isLoud = message.type() === 'error' || message.type() === 'warning';
    if (isLoud && !isRefusal.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}
