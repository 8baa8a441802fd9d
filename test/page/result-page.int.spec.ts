import {
  clearedAndSettled,
  dayOf,
  MARKET,
  type ReadSide,
  speak,
  speakDemonstration,
  startReadSide,
} from '@trueque/reporting/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freshDatabase } from '../support/index.js';
import { openBrowser } from './browser.js';

const FIGURES = ['day', 'prices', 'flows', 'peers'];

describe('The result page', () => {
  let side: ReadSide;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase());
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await side?.app.close();
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ locale: 'en-US', viewport: { width: 1360, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(side.address)) complaints.push(`asked ${request.url()}`);
    });
  });

  afterEach(() => context.close());

  const open = (query = '') => page.goto(`${side.address}/${query}`);
  const heading = (name: string | RegExp) =>
    page.getByRole('heading', { name, level: 1 }).waitFor();
  const chosen = () => new URL(page.url()).searchParams;
  const widthOf = () => page.evaluate<number>('document.documentElement.scrollWidth');

  it('says that there is no market, and shows the first one as it appears', async () => {
    await open();
    await heading('No market yet');
    await speakDemonstration(side.store);
    await heading('Wednesday, August 10, 2016');
    expect(complaints).toEqual([]);
  });

  it('draws every figure, each with its unit and a table of the same numbers', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await heading('Monday, August 8, 2016');
    for (const figure of FIGURES) {
      const section = page.locator(`section:has(> details#${figure}-table)`);
      await section.locator('.chart svg').first().waitFor();
      expect(await section.locator('h2 small').innerText()).toMatch(/kWh/);
      await section.locator('summary').press('Enter');
      await section.locator('tbody tr').first().waitFor();
      expect(await section.locator('tbody tr').count()).toBeGreaterThan(8);
    }
    expect(complaints).toEqual([]);
  });

  it('shows in the table what the API says', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await page.locator('#peers-table summary').click();
    const cells = page.locator('#peers-table tbody tr', { hasText: 'birch-1' }).locator('td');
    const answer = await fetch(`${side.address}/markets/${MARKET}/auctions/2016-08-08/peers`);
    const { items } = (await answer.json()) as {
      items: { peerId: string; generationWh: number }[];
    };
    const birch = items.find(({ peerId }) => peerId === 'birch-1');
    expect(await cells.nth(2).innerText()).toBe(((birch?.generationWh ?? 0) / 1000).toFixed(2));
  });

  it('checks that all accounts sum to zero, and shows the lines of a statement', async () => {
    await open(`?market=${MARKET}&auction=2016-08-09`);
    expect(await page.locator('#money-check').innerText()).toContain('sums to 0');
    await page.locator('#statement-citrus-1').press('Enter');
    await page.locator('.lines tbody tr').first().waitFor();
    expect(chosen().get('peer')).toBe('citrus-1');
    expect(await page.locator('.lines').innerText()).toContain('Statement of citrus-1');
    expect(complaints).toEqual([]);
  });

  it('keeps what is chosen in the address: a link shows the same, and back goes back', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await heading('Monday, August 8, 2016');
    await page.locator('#view-birch-lane').click();
    await page.locator('#later').click();
    await heading('Tuesday, August 9, 2016');
    expect(Object.fromEntries(chosen())).toEqual({
      market: MARKET,
      auction: '2016-08-09',
      community: 'birch-lane',
    });
    await page.reload();
    await page.locator('#view-birch-lane[aria-pressed=true]').waitFor();
    await page.goBack();
    await heading('Monday, August 8, 2016');
  });

  it('speaks English and Spanish, numbers and dates included', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await page.getByRole('button', { name: 'Español' }).click();
    await heading('lunes, 8 de agosto de 2016');
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    expect(await page.locator('.tile .figure').first().innerText()).toMatch(/^\d+,\d/);
    expect(chosen().get('lang')).toBe('es');
    await page.getByRole('button', { name: 'English' }).click();
    await heading('Monday, August 8, 2016');
  });

  it('follows the colours of the system until one chooses, and remembers the choice', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(`?market=${MARKET}`);
    await page.locator('html[data-theme=dark]').waitFor();
    await page.locator('#theme').click();
    await page.locator('html[data-theme=light]').waitFor();
    await page.reload();
    await page.locator('html[data-theme=light]').waitFor();
  });

  it('can be worked with the keyboard alone', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await heading('Monday, August 8, 2016');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to the result');
    for (const id of [
      '',
      'market',
      'earlier',
      'auction',
      'later',
      'language',
      'theme',
      'view-all',
    ]) {
      if (id === 'earlier') continue; // The first auction has none before it.
      await page.keyboard.press('Tab');
      if (id !== '') expect(await page.locator(':focus').getAttribute('id')).toBe(id);
    }
    await page.locator('#later').focus();
    await page.keyboard.press('Enter');
    await heading('Tuesday, August 9, 2016');
    expect(await page.locator(':focus').getAttribute('id')).toBe('later');
  });

  it('explains an auction that failed, and leads on to a result', async () => {
    await open(`?market=${MARKET}&auction=2016-08-11`);
    await page.getByText('its import limit of 25 kW binds').waitFor();
    await page.locator('#newest').click();
    await heading('Wednesday, August 10, 2016');
  });

  it('says what is not there, with a way on', async () => {
    await open('?market=nowhere');
    await page.getByText('There is no market nowhere').waitFor();
    await page.locator('#other').click();
    await page.locator('#market').waitFor();
    await open('?market=harbour');
    await heading('No auction yet');
    await open(`?market=${MARKET}&auction=never`);
    await page.getByText(`The market ${MARKET} has no auction never.`).waitFor();
    await page.locator('#newest').click();
    await heading('Wednesday, August 10, 2016');
  });

  it('says that the server does not answer, and goes on when it does', async () => {
    await open(`?market=${MARKET}&auction=2016-08-08`);
    await heading('Monday, August 8, 2016');
    await context.setOffline(true);
    await page.locator('#later').click();
    await page.getByText('The server does not answer').waitFor();
    await context.setOffline(false);
    await page.locator('#retry').click();
    await heading('Tuesday, August 9, 2016');
  });

  it('shows a result by itself once the auction is cleared', async () => {
    await open(`?market=${MARKET}&auction=2016-08-12`);
    await page.getByText('is shut and being cleared').waitFor();
    await speak(side.store, MARKET, clearedAndSettled(dayOf('2016-08-12')));
    await page.locator('.pill[data-state=settled]').waitFor();
    await page.locator('#money-check').waitFor();
    await page
      .locator('#said', { hasText: 'Updated: Fri, Aug 12, settled' })
      .waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
  });

  it.each([320, 390, 768])(
    'fits a screen of %d pixels without scrolling sideways',
    async (width) => {
      await page.setViewportSize({ width, height: 800 });
      await open(`?market=${MARKET}&auction=2016-08-08&lang=es&peer=citrus-1`);
      await page.locator('.lines tbody tr').first().waitFor();
      await page.locator('#peers-table').waitFor();
      expect(await widthOf()).toBeLessThanOrEqual(width);
    },
  );
});
