import type { Page } from 'playwright-core';
import { seriousFaults } from './accessibility.js';
import { closePage, picture } from './world.js';

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
export const looksAt = async (
  newPage: () => Promise<Page>,
  place: string,
  query: string,
): Promise<readonly string[]> => {
  const faults: string[] = [];
  const left = SCREENS.values();
  const lane = async () => {
    const page = await newPage();
    for (const { screen, ready } of left) {
      await page.setViewportSize(WIDE);
      await page.goto(`${place}/${screen}?${query}&lang=en`);
      await page.locator(ready).first().waitFor();
      for (const fault of await faultsOf(page, screen)) faults.push(`${screen} ${fault}`);
    }
    await closePage(page);
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, lane));
  return faults;
};

const faultsOf = async (page: Page, screen: string): Promise<readonly string[]> => {
  const inLook = async (theme: string, language: string) => {
    await page.locator(`html[data-theme=${theme}][lang=${language}]`).waitFor();
    const faults = await seriousFaults(page);
    await picture(page, `${screen}-${theme}-${language}`);
    return faults.map((fault) => `${theme} ${language}: ${fault}`);
  };
  const light = await inLook('light', 'en');
  await page.locator('#theme').click();
  await page.locator('#language').click();
  const dark = await inLook('dark', 'es');
  const narrow = await tooWide(page, screen);
  await page.locator('#theme').click();
  return [...light, ...dark, ...narrow];
};

const tooWide = async (page: Page, screen: string): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 800 });
    const wanted = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (wanted !== width) faults.push(`scrolls sideways at ${width}: it is ${wanted} wide`);
  }
  await picture(page, `${screen}-phone-es`);
  return faults;
};
