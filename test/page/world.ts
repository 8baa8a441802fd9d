import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { shippedFolder } from '../../apps/standalone/src/checkout.js';
import { readDemonstration } from '../../apps/standalone/src/demonstration/demonstration.js';
import { MarketApi } from '../../apps/standalone/src/demonstration/market-api.js';
import { seed } from '../../apps/standalone/src/demonstration/seeding.js';
import { type Standalone, startStandalone } from '../../apps/standalone/src/standalone.js';
import { HttpClient } from '../flow/http-client.js';
import { OPERATOR_KEY } from '../support/index.js';
import { dataFolder } from '../flow/spawned-standalone.js';
import { openBrowser } from './browser.js';
import { lastingPort } from './lasting-port.js';

export const MARKET = 'sierra-crest';

interface Place {
  /** Without one, a database of its own. */
  readonly databaseUrl: string | undefined;
  readonly data: ReturnType<typeof dataFolder>;
  readonly port: number;
}

/** A busy machine draws slowly; nothing takes longer unless it is broken. */
export const PATIENCE_MS = 60_000;
const PATIENCE_TRIES = 2_400;
/** The day that is looked at, one before it and two after it. */
const DAYS = 4;
export const BILLED = { from: '2016-08-08', to: '2016-08-12' };
export const WIDE = { width: 1440, height: 900 };
const PICTURES = join(__dirname, '../../artifacts/dashboard');

/** Everything in one process with the demonstration market, and one browser that looks at it. */
export class World {
  readonly complaints: string[] = [];
  private operator: Page | undefined;
  private constructor(
    private readonly place: Place,
    private readonly browser: Browser,
    private server: Standalone,
  ) {}

  static async begin(databaseUrl?: string): Promise<World> {
    const place = { databaseUrl, port: await lastingPort(), data: dataFolder() };
    const [browser, server] = await Promise.all([openBrowser(), serve(place)]);
    return new World(place, browser, server);
  }

  get url(): string {
    return this.server.url.replace('localhost', '127.0.0.1');
  }

  get http(): HttpClient {
    return new HttpClient(this.url);
  }

  /** The first days of the demonstration, enough for every screen, or all of them. */
  async buildDemonstration(days = DAYS): Promise<void> {
    const { signal } = new AbortController();
    const api = new MarketApi({ baseUrl: this.url, key: OPERATOR_KEY, signal });
    const whole = readDemonstration(shippedFolder('demo'));
    await seed({ ...whole, days: Math.min(days, whole.days) }, api, { at: () => undefined });
  }

  /** The days of the demonstration as one window of bills. */
  async billTheDays(): Promise<void> {
    const run = { ...BILLED, kind: 'preliminary' };
    await this.http.post(`/markets/${MARKET}/settlement-runs`, run);
    await this.http.until(
      `/markets/${MARKET}/billed-windows`,
      ({ body }) => body.items.length === 1,
      PATIENCE_TRIES,
    );
  }

  /** Whoever reads the log of the demonstration has read all of it. */
  async untilQuiet(): Promise<void> {
    await this.http.until(
      `/markets/${MARKET}/consumers`,
      ({ body }) => body.items.every(({ lag }: { lag: number }) => lag === 0),
      PATIENCE_TRIES,
    );
  }

  /** The server goes away, and comes back at the same address with what it knew. */
  async restart(whileAway: () => Promise<void>): Promise<void> {
    await this.server.stop();
    await whileAway();
    this.server = await serve(this.place);
  }

  /**
   * The page of an operator who was here before, which remembers no choices: one for all, since a browser
   * takes three times as long to open a page of its own as to show another address in one.
   */
  async page(): Promise<Page> {
    this.operator ??= await this.signedIn();
    await this.operator.setViewportSize(WIDE);
    const browser = await this.operator.context().newCDPSession(this.operator);
    await browser.send('Storage.clearDataForOrigin', {
      ...{ origin: this.url, storageTypes: 'local_storage' },
    });
    await browser.detach();
    return this.operator;
  }

  /** A page of somebody who was never here. */
  async visit(): Promise<Page> {
    return this.watched(await this.newContext());
  }

  /** Ends what goes on in a page, and who was here once is forgotten. */
  async leave(page: Page): Promise<void> {
    if (page !== this.operator) return page.context().close();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto('about:blank');
  }

  private async signedIn(): Promise<Page> {
    const context = await this.newContext();
    await context.request.post(`${this.url}/sessions`, { data: { credential: OPERATOR_KEY } });
    return this.watched(context);
  }

  private async newContext(): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      ...{ locale: 'en-US', timezoneId: 'Asia/Tokyo', viewport: WIDE },
      ...{ acceptDownloads: true, reducedMotion: 'reduce' },
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** A page that tells of what it complains about, and asks nobody else for anything. */
  private async watched(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.url) && !/^(blob|about):/.test(url))
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

const serve = ({ databaseUrl, data, port }: Place) =>
  startStandalone({
    ...{ port, host: '127.0.0.1', databaseUrl, dataFolder: data.path },
    ...{ demonstration: false, logLevel: 'silent' },
    identity: { firstKey: OPERATOR_KEY, publicMarkets: [MARKET] },
  });

/** Keeps a picture of the whole page among the artefacts; drawn fast rather than packed small. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const path = join(PICTURES, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  const browser = await page.context().newCDPSession(page);
  const { cssContentSize } = await browser.send('Page.getLayoutMetrics');
  const { data } = await browser.send('Page.captureScreenshot', {
    ...{ format: 'png', optimizeForSpeed: true, captureBeyondViewport: true },
    clip: { ...cssContentSize, scale: 1 },
  });
  writeFileSync(path, Buffer.from(data, 'base64'));
  await browser.detach();
};
