import type { Page } from 'playwright-core';
import { seriousFaults } from './accessibility.js';
import { picture, settled, type World } from './world.js';

/** Each screen, and what of it must be there before it is looked at. */
const SCREENS = [
  { screen: 'control-room', ready: '#prices-now tbody tr' },
  { screen: 'clearing', ready: '#merit .chart canvas' },
  { screen: 'peers', ready: '#all-peers tbody tr' },
  { screen: 'day', ready: '#day .chart canvas' },
  { screen: 'flows', ready: '#links tbody tr' },
  { screen: 'prices', ready: '#price-map .chart canvas' },
  { screen: 'bill', ready: '#waterfall .chart canvas' },
  { screen: 'runs', ready: '#coverage .chart canvas' },
  { screen: 'operations', ready: '#feed tbody tr' },
  { screen: 'compare', ready: '#winners tbody tr' },
  { screen: 'try-it', ready: '#case-trades tbody tr' },
] as const;

/** Two cores draw two screens at a time. */
const PAGES_AT_ONCE = 2;
const WIDE = { width: 1440, height: 900 };
const NARROW = [768, 360];

/** What is wrong with the screens in any look of theirs; pictures of all of them are kept. */
export const looksAt = async (world: World, query: string): Promise<readonly string[]> => {
  const faults: string[] = [];
  const left = SCREENS.values();
  const opened = async () => {
    const page = await world.page();
    await page.goto(`${world.url}/app/control-room?${query}&lang=en`);
    await page.locator('html[data-theme=light]').waitFor();
    return page;
  };
  const lane = async (page: Page) => {
    for (const { screen, ready } of left) {
      await page.setViewportSize(WIDE);
      await page.locator(`#to-${screen}`).click();
      await page.locator(ready).first().waitFor();
      await settled(page);
      for (const fault of await faultsOf(page, screen)) faults.push(`${screen} ${fault}`);
    }
    await world.leave(page);
  };
  // All are open before one of them changes what the browser remembers for all.
  const pages = await Promise.all(Array.from({ length: PAGES_AT_ONCE }, opened));
  await Promise.all(pages.map(lane));
  return faults;
};

const faultsOf = async (page: Page, screen: string): Promise<readonly string[]> => {
  const inLook = async (theme: string, language: string) => {
    await page.locator(`html[data-theme=${theme}][lang=${language}]`).waitFor();
    const faults = await seriousFaults(page);
    await picture(page, `${screen}-${theme}-${language}`);
    return faults.map((fault) => `${theme} ${language}: ${fault}`);
  };
  const turn = async () => {
    await page.locator('#theme').click();
    await page.locator('#language').click();
  };
  const light = await inLook('light', 'en');
  await turn();
  const dark = await inLook('dark', 'es');
  const narrow = await tooWide(page, screen);
  await turn();
  return [...light, ...dark, ...narrow];
};

const tooWide = async (page: Page, screen: string): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 800 });
    const wanted = await settledWidth(page, width);
    if (wanted !== width) faults.push(`scrolls sideways at ${width}: it is ${wanted} wide`);
  }
  await picture(page, `${screen}-phone-es`);
  return faults;
};

const LOOKS_MAX = 100;
const LOOK_MS = 50;

/** How wide the page is once charts and tables have found their size. */
const settledWidth = async (page: Page, width: number): Promise<number> => {
  let wanted = 0;
  for (let looks = 0; looks < LOOKS_MAX && wanted !== width; looks += 1) {
    wanted = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (wanted !== width) await page.waitForTimeout(LOOK_MS);
  }
  return wanted;
};
