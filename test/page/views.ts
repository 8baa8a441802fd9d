import type { Request } from 'playwright-core';
import { type BenchRow, benchRow } from '../../apps/cli/src/bench/bench-row.js';
import { median } from '../../apps/cli/src/bench/median.js';
import { auction, market, offers, openHarbour } from '../flow/harbour.js';
import { drawn, momentOf, settled, told } from './waiting.js';
import { MARKET, type World } from './world.js';

/** So often each view is opened, by a browser that was never here. */
const TIMES = 5;
/** So many auctions are cleared while somebody looks. */
const AUCTIONS = 5;

const FIRST_VIEW_S = 2;
const LIVE_S = 1;
const SCRIPT_KB = 400;

type Say = (progress: string) => void;

/** How long people wait for a first view and for a live price, and how much comes before a chart. */
export const viewRows = async (world: World, say: Say): Promise<readonly BenchRow[]> => {
  say('the demonstration is built');
  await world.buildDemonstration(Infinity);
  const rows: BenchRow[] = [];
  for (const { name, path, ready } of FIRST_VIEWS) {
    say(`first view: ${name}`);
    const seconds: number[] = [];
    for (let time = 0; time < TIMES; time += 1) seconds.push(await firstViewS(world, path, ready));
    rows.push(
      benchRow({
        name: `${name}, median of ${TIMES}`,
        ...inSeconds(median(seconds), FIRST_VIEW_S),
      }),
      benchRow({ name: `${name}, slowest`, ...inSeconds(Math.max(...seconds), FIRST_VIEW_S) }),
    );
  }
  say('scripts before the first chart');
  rows.push(await scriptRow(world));
  say('prices as they come');
  return [...rows, ...(await livePriceRows(world))];
};

const inSeconds = (value: number, atMost: number) => ({ value, unit: 's', atMost });

const FIRST_VIEWS = [
  { name: 'first view of the control room', path: '/', ready: '#prices-now tbody tr' },
  {
    name: 'first view of a day and its chart',
    path: `/app/day?market=${MARKET}`,
    ready: '#day .chart[data-drawn=true] canvas',
  },
] as const;

/** From the start of the navigation until it is all there, with nothing in the browser's cache. */
const firstViewS = async (world: World, path: string, ready: string): Promise<number> => {
  const page = await world.visit();
  await page.goto(`${world.url}${path}`, { waitUntil: 'commit' });
  const ms = await momentOf(page, ready);
  await world.leave(page);
  return ms / 1_000;
};

/** As it comes over the wire, compressed. */
const scriptRow = async (world: World): Promise<BenchRow> => {
  const page = await world.visit();
  const scripts: Request[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });
  await page.goto(`${world.url}/app/day?market=${MARKET}`);
  await drawn(page);
  const sizes = await Promise.all(scripts.map((script) => script.sizes()));
  await world.leave(page);
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  return benchRow({
    name: 'JavaScript until the first chart, compressed',
    ...{ value: bytes / 1_000, unit: 'kB', atMost: SCRIPT_KB },
  });
};

/** From when the result was recorded until its price is on the page of somebody who looks. */
const livePriceRows = async (world: World): Promise<readonly BenchRow[]> => {
  await openHarbour(world.http);
  const seconds: number[] = [];
  for (let at = 0; at < AUCTIONS; at += 1) seconds.push(await livePriceS(world, at));
  return [
    benchRow({ name: `live price, median of ${AUCTIONS}`, ...inSeconds(median(seconds), LIVE_S) }),
    benchRow({ name: 'live price, slowest', ...inSeconds(Math.max(...seconds), LIVE_S) }),
  ];
};

const DAY_MS = 86_400_000;

const livePriceS = async (world: World, at: number): Promise<number> => {
  const later = (instant: string) =>
    new Date(Date.parse(instant) + (at + 1) * DAY_MS).toISOString();
  const [auctionId, start, end] = [`live-${at}`, later(auction.start), later(auction.end)];
  const path = `/markets/${market.marketId}/auctions`;
  await world.http.post(path, { auctionId, start, end, gateClosesAt: auction.gateClosesAt });
  await world.http.post(`${path}/${auctionId}/offers`, offers);
  const page = await world.page();
  const day = start.slice(0, 10);
  await page.goto(`${world.url}/app/control-room?market=${market.marketId}&period=${day}`);
  await told(page, 'Nothing to show here', '#prices-now');
  await settled(page);
  await world.http.post(`${path}/${auctionId}/gate-closure`, {});
  await told(page, 'south', '#prices-now tbody tr');
  const shownAtMs = await page.evaluate<number>('Date.now()');
  await world.leave(page);
  const feed = `/markets/${market.marketId}/events?type=AuctionCleared&auction=${auctionId}`;
  const { body } = await world.http.get(feed);
  return (shownAtMs - Date.parse(body.items[0].recordedAt)) / 1_000;
};
