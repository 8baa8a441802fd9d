import { type ReadSide, startReadSide } from '@trueque/reporting/testing';
import type { Browser, Page } from 'playwright-core';
import { freshDatabase } from '../support/index.js';
import { openBrowser } from './browser.js';

/** Runs an expression in the page, with the exports of one of its modules as `it`. */
const inModule = <Answer>(page: Page, module: string, expression: string): Promise<Answer> =>
  page.evaluate<Answer>(`import('/page/${module}.mjs').then((it) => (${expression}))`);

describe('What the page writes', () => {
  let side: ReadSide;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    side = await startReadSide(await freshDatabase());
    browser = await openBrowser();
    page = await browser.newPage({ locale: 'en-US', timezoneId: 'Asia/Tokyo' });
    await page.goto(side.address);
  });

  afterAll(async () => {
    await browser?.close();
    await side?.app.close();
  });

  const keys = (module: string, dictionary: string) =>
    inModule<string[]>(page, module, `Object.keys(it.${dictionary}).sort()`);
  const blanks = (module: string, dictionary: string) =>
    inModule<Record<string, string[]>>(
      page,
      module,
      `Object.fromEntries(Object.entries(it.${dictionary}).map(([key, text]) => [key, (text.match(/\\{\\w+\\}/g) ?? []).sort()]))`,
    );

  it('is there in both languages, with the same blanks to fill in', async () => {
    expect(await keys('words-es', 'spanish')).toEqual(await keys('words-en', 'english'));
    expect(await blanks('words-es', 'spanish')).toEqual(await blanks('words-en', 'english'));
  });

  const clockTimes = (first: string, hours: number, zone: string) =>
    inModule<string[]>(
      page,
      'format',
      `it.clockTimes(Array.from({ length: ${hours} }, (_, hour) => new Date(Date.parse('${first}') + hour * 3600000).toISOString()), '${zone}')`,
    );

  it("gives a market's own times, wherever it is read", async () => {
    const times = await clockTimes('2016-08-08T07:00:00Z', 24, 'America/Los_Angeles');
    expect([times[0], times[23]]).toEqual(['00:00', '23:00']);
  });

  it('tells the two hours apart when clocks go back, and has no gap when they go forward', async () => {
    const back = await clockTimes('2026-10-24T22:00:00Z', 25, 'Europe/Madrid');
    expect(back.slice(1, 5)).toEqual(['01:00', '02:00 GMT+2', '02:00 GMT+1', '03:00']);
    const forward = await clockTimes('2026-03-28T23:00:00Z', 23, 'Europe/Madrid');
    expect(forward.slice(0, 4)).toEqual(['00:00', '01:00', '03:00', '04:00']);
  });

  it('keeps money exact where a floating-point number could not', async () => {
    const exact = (nanos: string) =>
      inModule<string>(page, 'format', `it.exactMoney('${nanos}', 'COP')`);
    expect(await exact('-123456789012345678901')).toBe('−123456789012.345678901 COP');
    expect(await exact('5')).toBe('0.000000005 COP');
  });

  it('writes tiny numbers of the proof as powers of ten', async () =>
    expect(await inModule(page, 'format', '[it.tiny(3.6e-12), it.tiny(0)]')).toEqual([
      '3.6·10⁻¹²',
      '0',
    ]));

  it('never lets what the API says become markup', async () => {
    const html = await inModule<string>(page, 'dom', `it.h('p', {}, '<img src=x>').outerHTML`);
    expect(html).toBe('<p>&lt;img src=x&gt;</p>');
  });
});
