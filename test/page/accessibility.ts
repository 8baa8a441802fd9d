import type { AxeResults } from 'axe-core';
import { source } from 'axe-core';
import type { Page } from 'playwright-core';

const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What may be wrong in one theme and right in the other. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds serious or critical on a page, by rule and place. */
export const seriousFaults = (page: Page): Promise<readonly string[]> =>
  faultsOf(page, { type: 'tag', values: STANDARD });

/** The same of what colours alone make right or wrong. */
export const faultsOfColours = (page: Page): Promise<readonly string[]> =>
  faultsOf(page, { type: 'rule', values: OF_COLOURS });

const faultsOf = async (page: Page, runOnly: object): Promise<readonly string[]> => {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(source);
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'], preload: false });
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
};
