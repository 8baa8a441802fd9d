import type { Page } from 'playwright-core';
import { PATIENCE_MS } from './world.js';

/** Waits in the page itself for what holds there: a driver that asks from outside asks twice a second. */
const holds = async (page: Page, condition: string): Promise<void> => {
  const never = JSON.stringify(`this never held: ${condition}`);
  await page.evaluate(`new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(${never})), ${PATIENCE_MS});
    const watch = new MutationObserver(() => look());
    const look = () => {
      if (!(${condition})) return;
      clearTimeout(late);
      watch.disconnect();
      resolve();
    };
    watch.observe(document, {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
    look();
  })`);
};

const UNSETTLED = '.skeleton, [data-stale], .chart[data-drawn=false]';

const found = (css: string): string => `document.querySelector(${JSON.stringify(css)})`;

/** It is somewhere on the page. */
export const present = (page: Page, css: string): Promise<void> => holds(page, found(css));

/** How many milliseconds after the page was asked for it is somewhere on it, and nothing is on its way. */
export const momentOf = async (page: Page, css: string): Promise<number> => {
  await holds(page, `${found(css)} && !${found(UNSETTLED)}`);
  return page.evaluate<number>('performance.now()');
};

/** It is nowhere on the page. */
export const absent = (page: Page, css: string): Promise<void> => holds(page, `!${found(css)}`);

/** It says so somewhere, or in one of those elements. */
export const told = (page: Page, text: string, css = 'body'): Promise<void> =>
  holds(
    page,
    `[...document.querySelectorAll(${JSON.stringify(css)})].some(({ textContent }) =>
      textContent.includes(${JSON.stringify(text)}))`,
  );

/** The screen of that name is shown. */
export const heading = (page: Page, name: string): Promise<void> =>
  holds(page, `${found('h1')}?.textContent === ${JSON.stringify(name)}`);

/** Nothing is on its way any more, and all charts are drawn. */
export const settled = (page: Page): Promise<void> => absent(page, UNSETTLED);

/** There are charts, and all are drawn. */
export const drawn = async (page: Page): Promise<void> => {
  await present(page, '.chart[data-drawn=true] canvas');
  await settled(page);
};

/** Holds back what is asked of such addresses, until that is called which comes back. */
export const heldBack = async (page: Page, addresses: string): Promise<() => void> => {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route(addresses, async (route) => {
    await gone;
    await route.continue();
  });
  return go;
};
