import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { shippedFolder } from '../../apps/standalone/src/checkout.js';
import { readDemonstration } from '../../apps/standalone/src/demonstration/demonstration.js';
import { MarketApi } from '../../apps/standalone/src/demonstration/market-api.js';
import { seed } from '../../apps/standalone/src/demonstration/seeding.js';
import { type Standalone, startStandalone } from '../../apps/standalone/src/standalone.js';
import { HttpClient } from '../flow/http-client.js';
import { freshDatabase, OPERATOR_KEY } from '../support/index.js';
import { dataFolder } from '../flow/spawned-standalone.js';
import { openBrowser } from './browser.js';

export const MARKET = 'sierra-crest';

interface Place {
  readonly databaseUrl: string;
  readonly data: ReturnType<typeof dataFolder>;
}

/** A busy machine draws slowly; nothing takes longer unless it is broken. */
const PATIENCE_MS = 30_000;
const PICTURES = join(__dirname, '../../artifacts/dashboard');

/** Everything in one process with the demonstration market, and one browser that looks at it. */
export class World {
  readonly complaints: string[] = [];
  private constructor(
    private readonly place: Place,
    private readonly browser: Browser,
    private server: Standalone,
  ) {}

  static async begin(): Promise<World> {
    const place = { databaseUrl: await freshDatabase(), data: dataFolder() };
    const [browser, server] = await Promise.all([openBrowser(), serve(place, 0)]);
    return new World(place, browser, server);
  }

  get url(): string {
    return this.server.url.replace('localhost', '127.0.0.1');
  }

  get http(): HttpClient {
    return new HttpClient(this.url);
  }

  async buildDemonstration(): Promise<void> {
    const { signal } = new AbortController();
    const api = new MarketApi({ baseUrl: this.url, key: OPERATOR_KEY, signal });
    await seed(readDemonstration(shippedFolder('demo')), api, { at: () => undefined });
  }

  /** The week of the demonstration as one window of bills. */
  async billTheWeek(): Promise<void> {
    const week = { from: '2016-08-08', to: '2016-08-15', kind: 'preliminary' };
    await this.http.post(`/markets/${MARKET}/settlement-runs`, week);
    await this.http.until(
      `/markets/${MARKET}/billed-windows`,
      ({ body }) => body.items.length === 1,
    );
  }

  /** The server goes away, and comes back at the same address with what it knew. */
  async restart(whileAway: () => Promise<void>): Promise<void> {
    const port = Number(new URL(this.url).port);
    await this.server.stop();
    await whileAway();
    this.server = await serve(this.place, port);
  }

  /** A page that tells of what it complains about, and asks nobody else for anything. */
  async page({ key = OPERATOR_KEY }: { readonly key?: string } = {}): Promise<Page> {
    const context = await this.browser.newContext({
      ...{ locale: 'en-US', timezoneId: 'Asia/Tokyo', viewport: { width: 1440, height: 900 } },
      ...{ acceptDownloads: true, reducedMotion: 'reduce' },
    });
    if (key !== '')
      await context.request.post(`${this.url}/sessions`, { data: { credential: key } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.url) && !url.startsWith('blob:'))
        this.complaints.push(`asked ${url}`);
    });
    return page;
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    this.place.data.remove();
  }
}

const serve = ({ databaseUrl, data }: Place, port: number) =>
  startStandalone({
    ...{ port, host: '127.0.0.1', databaseUrl, dataFolder: data.path },
    ...{ demonstration: false, logLevel: 'silent' },
    identity: { firstKey: OPERATOR_KEY, publicMarkets: [MARKET] },
  });

export const closePage = (page: Page): Promise<void> => contextOf(page).close();
const contextOf = (page: Page): BrowserContext => page.context();

/** Keeps a picture of the whole page among the artefacts. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const path = join(PICTURES, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
};

/** All charts of the page are drawn. */
export const drawn = async (page: Page): Promise<void> => {
  await page.locator('.chart[data-drawn=true] canvas').first().waitFor();
  await page.locator('.chart[data-drawn=false]').waitFor({ state: 'detached' });
};
