import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { languages } from '../../console/ui/language.ts';
import { type Console, DESKTOP, HEIGHT, PHONE, visitIn } from './console.ts';

/** The page has its heading, and nothing is still on its way. */
const drawn = 'body:has(h1):not(:has(.waiting, .ant-skeleton))';

/** A page as a test visits it; what is only known once the world stands is asked for then. */
type Place = { readonly name: string; readonly path: () => string; readonly who?: string };

/** Holds pages to what every page keeps, in both languages, on a desk and on a phone. */
export function describePlaces(zhidu: () => Console, places: readonly Place[]): void {
  describe.each(languages)('in %s', (language) => {
    // One browser for all that a person looks at: it need not fetch and compile the console again for every page.
    const browsers = new Map<string | undefined, BrowserContext>();

    async function browserOf(who: string | undefined): Promise<BrowserContext> {
      const browser = browsers.get(who) ?? (await zhidu().browserOf(who, { language }));
      browsers.set(who, browser);
      return browser;
    }

    afterAll(async () => {
      for (const browser of browsers.values()) await browser.close();
    });

    test.each(places)('$name keeps WCAG 2.2 AA and needs no sideways scrolling', async ({ path, who }) => {
      const { page, complaints } = await visitIn(await browserOf(who), path());
      for (const width of [DESKTOP, PHONE]) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.locator(drawn).waitFor();

        expect(await barriers(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
      }
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      expect(complaints).toEqual([]);
      await page.close();
    });
  });
}

/** What stands in the way of people who use a keyboard, a magnifier or a screen reader. */
async function barriers(page: Page) {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  // Nothing here comes from elsewhere, so there is no need to put frames' results together in a page of their own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  return violations.map(({ id, nodes }) => ({ id, at: nodes.map((it) => it.html) }));
}
