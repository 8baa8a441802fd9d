import type { Page, Response } from 'playwright-core';
import { LARGE, sayLargeMarket, TOWN } from './large-market.js';
import { SCREENS } from './looks.js';
import { present, settled } from './waiting.js';
import type { World } from './world.js';

const SIZE = process.env['TRUEQUE_LONG'] ? LARGE : TOWN;
/** What no chart may exceed; tables fetch a page at a time. */
const POINTS_MAX = 5_000;

/** One auction, no main grid and no second result to compare it with. */
const READY: Readonly<Record<string, string>> = {
  bill: '#bill-lines tbody tr',
  compare: '.message',
};

/** Every screen of a market that no list and no chart holds whole. */
export const staysUsable = (worldNow: () => World) =>
  describe(`A market of ${SIZE.peers} peers in ${SIZE.communities} communities`, () => {
    let page: Page;

    beforeAll(() => sayLargeMarket(worldNow().http, SIZE, () => undefined));
    beforeEach(async () => {
      page = await worldNow().page();
    });
    afterEach(() => worldNow().leave(page));

    const place = (screen: string) =>
      `${worldNow().url}/app/${screen}?market=${SIZE.marketId}&lang=en`;

    it('is shown on every screen, and no answer holds more than a chart may show', async () => {
      const lengths: Promise<readonly [string, number]>[] = [];
      const measure = (answer: Response) => {
        const isJson = answer.headers()['content-type']?.startsWith('application/json') ?? false;
        const measured = async () => [answer.url(), longest(await answer.json())] as const;
        if (isJson && answer.ok()) lengths.push(measured().catch(() => ['', 0] as const));
      };
      page.on('response', measure);
      await page.goto(place('control-room'));
      await page.goto(`${place('peers')}`);
      await page.locator('#all-peers .row-link').first().click();
      for (const { screen, ready } of SCREENS) {
        await page.locator(`#to-${screen}`).click();
        await present(page, READY[screen] ?? ready);
        await settled(page);
      }
      page.off('response', measure);
      const measured = await Promise.all(lengths);
      expect(measured.length).toBeGreaterThan(SCREENS.length);
      expect(measured.filter(([, length]) => length > POINTS_MAX)).toEqual([]);
    });

    it('is searched for a community that no list holds; who is quicker than the answer finds it too', async () => {
      await page.goto(place('day'));
      await page.locator('#community[list]').fill(`c${SIZE.communities}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(({ searchParams }) =>
        (searchParams.get('community') ?? '').toLowerCase().includes(`c${SIZE.communities}`),
      );
      await present(page, '#day .chart canvas');
    });
  });

/** The longest list in it, however deep. */
const longest = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const within = Math.max(0, ...Object.values(value).map(longest));
  return Array.isArray(value) ? Math.max(value.length, within) : within;
};
