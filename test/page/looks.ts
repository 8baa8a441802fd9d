import type { Page } from 'playwright-core';
import { faultsOfColours, seriousFaults } from './accessibility.js';
import { present, settled } from './waiting.js';
import { picture, WIDE, type World } from './world.js';

/** Each screen, and what of it must be there before it is looked at. */
export const SCREENS = [
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

const NARROW = [768, 360];

/** What is wrong with the screens in any look of theirs; pictures of all of them are kept. */
export const looksAt = async (world: World, query: string): Promise<readonly string[]> => {
  const page = await world.page();
  await page.goto(`${world.url}/app/control-room?${query}&lang=en`);
  const faults: string[] = [];
  for (const { screen, ready } of SCREENS) {
    await page.setViewportSize(WIDE);
    await page.locator(`#to-${screen}`).click();
    await present(page, ready);
    await settled(page);
    for (const fault of await faultsOf(page, screen)) faults.push(`${screen} ${fault}`);
  }
  return faults;
};

/** All rules in one look; of the other, whose words and colours differ, what those make wrong. */
const faultsOf = async (page: Page, screen: string): Promise<readonly string[]> => {
  const light = await seriousFaults(page);
  await picture(page, `${screen}-light-en`);
  await turn(page, 'html[data-theme=dark][lang=es]');
  const dark = await faultsOfColours(page);
  await picture(page, `${screen}-dark-es`);
  const narrow = await tooWide(page, screen);
  await turn(page, 'html[data-theme=light][lang=en]');
  return [
    ...light.map((fault) => `in light, English: ${fault}`),
    ...dark.map((fault) => `in dark, Spanish: ${fault}`),
    ...narrow,
  ];
};

const turn = async (page: Page, to: string): Promise<void> => {
  await page.locator('#theme').click();
  await page.locator('#language').click();
  await present(page, to);
};

const tooWide = async (page: Page, screen: string): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 800 });
    const wanted = await widthWanted(page);
    if (wanted !== width) faults.push(`scrolls sideways at ${width}: it is ${wanted} wide`);
  }
  await picture(page, `${screen}-phone-es`);
  return faults;
};

/** How wide the page is once charts and tables have seen their new place, which takes them a frame. */
const widthWanted = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => resolve(document.documentElement.scrollWidth))))`);
