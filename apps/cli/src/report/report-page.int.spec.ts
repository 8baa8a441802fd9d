import { answerOf, clearCase } from '@trueque/clearing';
import { parseCase } from '@trueque/case-files';
import type { CaseFile, ClearingAnswer } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../../../test/page/browser.js';
import { reportPage } from './report-page.js';
import { dayAnswer, dayMarket, failedAnswer } from './testing/day-market.js';

const cases = resolve(__dirname, '../../../../cases');
const HOSTILE = '<img src=x onerror="document.title = 1"> & sons';

const clearedCase = async (name: string): Promise<[CaseFile, ClearingAnswer]> => {
  const parsed = parseCase(readFileSync(join(cases, name), 'utf8'));
  if (!('case' in parsed)) throw new Error(`${name} is no sound case file`);
  const clearing = clearCase(parsed.case, { engine: 'lp' }, await loadHighs());
  return [parsed.case, answerOf(clearing, { buildMs: 0, solveMs: 0, totalMs: 0 })];
};

describe('the report page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-report-'));
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ locale: 'en-US', viewport: { width: 1360, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asked ${request.url()}`);
    });
  });

  afterEach(() => context.close());

  const open = async (file: CaseFile, answer: ClearingAnswer) => {
    const path = join(folder, 'report.html');
    writeFileSync(path, reportPage(file, answer));
    await page.goto(pathToFileURL(path).href);
  };
  const chartsOf = (id: string) => page.locator(`section[aria-labelledby=${id}-title] .chart svg`);
  const cellsOf = (id: string, row: string) =>
    page.locator(`#${id}-table tbody tr`, { hasText: row }).locator('td').allInnerTexts();

  it('draws a case of the paper with the numbers of its tables', async () => {
    await open(...(await clearedCase('paper-5-case-2.json')));
    for (const figure of ['peers', 'merit', 'prices', 'flows', 'trades'])
      await chartsOf(figure).first().waitFor();
    expect(await chartsOf('merit').count()).toBe(3);
    expect(await page.locator('.tile .figure').first().innerText()).toMatch(/28\.456\s*USD/);
    await page.locator('#peers-table summary').click();
    await page.locator('#peers-table tbody tr').first().waitFor();
    expect((await cellsOf('peers', 'P3')).slice(2, 5)).toEqual(['110', '0', '60']);
    expect((await cellsOf('peers', 'P5')).slice(2, 5)).toEqual(['200', '0', '180']);
    expect(await page.locator('#content').innerText()).toContain('proven optimal');
    expect(complaints).toEqual([]);
  });

  it('draws a day with storage, period by period and community by community', async () => {
    await open(...(await clearedCase('worked-day-24h.json')));
    await chartsOf('day').first().waitFor();
    const slider = page.locator('#merit-period');
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await page.locator('output').innerText()).toBe('00:00');
    await page.getByRole('button', { name: 'riverside' }).press('Enter');
    await chartsOf('day').first().waitFor();
    expect(await page.locator('#day-table tbody').count()).toBe(0);
    await page.locator('#day-table summary').press('Enter');
    await page.locator('#day-table tbody tr').first().waitFor();
    expect(await page.locator('#day-table tbody tr').count()).toBe(24);
    expect(complaints).toEqual([]);
  });

  it('gives each chart its unit and its numbers as a table', async () => {
    await open(dayMarket(), dayAnswer());
    for (const id of ['day', 'peers', 'merit', 'prices', 'flows', 'trades']) {
      const section = page.locator(`section[aria-labelledby=${id}-title]`);
      expect(await section.locator('h2 small').innerText()).toMatch(/kW/);
      expect(await section.locator('.chart').first().getAttribute('role')).toBe('img');
      await section.locator('summary').press('Enter');
      await section.locator('tbody tr').first().waitFor();
    }
    expect(complaints).toEqual([]);
  });

  it('speaks English and Spanish and keeps to the choice', async () => {
    await open(dayMarket(), dayAnswer());
    await page.getByRole('button', { name: 'Español' }).press('Enter');
    await page.getByRole('heading', { name: 'Orden de mérito de cada comunidad' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    expect(await page.locator(':focus').getAttribute('id')).toBe('language');
    await page.reload();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Merit order of each community' }).waitFor();
  });

  it('follows the colours of the system until one chooses', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(dayMarket(), dayAnswer());
    await page.locator('html[data-theme=dark]').waitFor();
    await page.locator('#theme').press('Enter');
    await page.locator('html[data-theme=light]').waitFor();
    expect(complaints).toEqual([]);
  });

  it('explains a market that cannot be served', async () => {
    await open(dayMarket(), failedAnswer());
    await page.getByRole('heading', { name: 'This market cannot be served' }).waitFor();
    const said = await page.locator('.notice li').innerText();
    expect(said).toBe('B, Jun 15, 2026, 01:00 — load 4 kW, reachable supply 3 kW');
    expect(complaints).toEqual([]);
  });

  it('shows the text of a case file as text', async () => {
    await open(dayMarket({ note: HOSTILE }), dayAnswer({ case: HOSTILE }));
    expect(await page.locator('h1').innerText()).toBe(HOSTILE);
    expect(await page.title()).toBe(`${HOSTILE} · trueque`);
    expect(await page.locator('#content img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([320, 390, 768])('fits a screen of %d pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open(dayMarket(), dayAnswer());
    await chartsOf('trades').first().waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      width,
    );
  });
});
