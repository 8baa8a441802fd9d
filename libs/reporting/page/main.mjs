import { auctionPath, get, getAll, marketPath } from './api.mjs';
import { drawBar } from './bar.mjs';
import { h, replaceContent } from './dom.mjs';
import { shortDay } from './format.mjs';
import { listen } from './live.mjs';
import { disposeCharts } from './parts/chart.mjs';
import { brokenNotice, noAuctions, noMarkets, waiting } from './parts/notices.mjs';
import { readResult, resultParts } from './result.mjs';
import { onTheme } from './theme.mjs';
import { chosen, onChosen } from './url-state.mjs';
import { language, word } from './words.mjs';

const content = document.getElementById('content');

/** What is on the page now. `shownAs` tells whether drawing again would change anything. */
const page = { markets: [], auctions: [], live: 'waiting', shownAs: '' };
let reading = 0;
let hearing = { market: undefined, stop: () => undefined };

/** Markets, the auctions of the chosen one, and the chosen or newest of these. */
const read = async () => {
  const { market: marketId, auction: auctionId, community } = chosen();
  const markets = (await getAll('markets')).sort(byOpening);
  if (markets.length === 0 && marketId === undefined) return { markets, auctions: [] };
  const market =
    markets.find((each) => each.marketId === marketId) ??
    (marketId === undefined ? markets[0] : await get(marketPath(marketId)));
  const auctions = await getAll(`${marketPath(market.marketId)}/auctions`);
  if (auctions.length === 0 && auctionId === undefined) return { markets, market, auctions };
  const auction =
    auctions.find((each) => each.auctionId === auctionId) ??
    (auctionId === undefined
      ? newest(auctions)
      : await get(auctionPath(market.marketId, auctionId)));
  const [communities, peers] = await Promise.all([
    getAll(`${marketPath(market.marketId)}/communities`),
    getAll(`${marketPath(market.marketId)}/peers`),
  ]);
  const known = communities.some(({ communityId }) => communityId === community)
    ? community
    : undefined;
  const result = await readResult({ market, auction, communities, peers, community: known });
  return { markets, market, auctions, auction, community: known, result };
};

/** The oldest market first: what one is shown does not change because another one opens. */
const byOpening = (a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt);

/** The latest auction with a result, else the latest. */
const newest = (auctions) =>
  auctions.findLast(({ clearedAt }) => clearedAt !== null) ?? auctions.at(-1);

const show = async () => {
  const mine = (reading += 1);
  try {
    const found = await read();
    if (mine !== reading) return;
    Object.assign(
      page,
      { market: undefined, auction: undefined, result: undefined, error: undefined },
      found,
    );
  } catch (error) {
    if (mine !== reading) return;
    Object.assign(page, { error, shownAs: '' });
  }
  hear();
  draw();
};

const draw = ({ anew = false } = {}) => {
  document.documentElement.lang = language();
  drawBar(page);
  const { shownAs, live, ...shown } = page;
  const now = JSON.stringify([shown, chosen(), String(page.error)]);
  if (now === shownAs && !anew) return;
  page.shownAs = now;
  replaceContent(content, ...parts());
  content.removeAttribute('aria-busy');
  disposeCharts();
  drawFoot();
};

const parts = () => {
  if (page.error !== undefined) return [brokenNotice(page.error, show)];
  if (page.market === undefined) return [noMarkets()];
  if (page.auction === undefined) return [noAuctions(page.market)];
  const others = page.auctions.some(({ clearedAt }) => clearedAt !== null);
  return resultParts(page.result, { community: page.community, peer: chosen().peer, others });
};

const drawFoot = () => {
  const { market } = page;
  document.title = market === undefined ? 'trueque' : `${market.name} · trueque`;
  document.querySelector('.skip').textContent = word('skip');
  document
    .getElementById('foot')
    .replaceChildren(
      ...(market === undefined
        ? []
        : [h('span', {}, word('source', { zone: market.timeZone, currency: market.currency }))]),
      h('a', { href: 'docs' }, word('api')),
    );
};

/** Follows the market that is shown; without one, all of them, to see the first one open. */
const hear = () => {
  const market = page.error === undefined ? page.market?.marketId : undefined;
  if (hearing.started && hearing.market === market) return;
  hearing.stop?.();
  hearing = { started: true, market, stop: listen({ market, onReady, onLost, onChanges }) };
};

const onReady = () => {
  page.live = 'on';
  void show();
};

const onLost = () => {
  page.live = 'off';
  drawBar(page);
};

const onChanges = async (changes) => {
  await show();
  const last = changes.at(-1);
  const auction = page.auctions.find(({ auctionId }) => auctionId === last.auction);
  if (auction !== undefined)
    say(
      word('updated', {
        what: `${shortDay(auction.start, page.market.timeZone)}, ${word(auction.state)}`,
      }),
    );
};

/** One message at a time, and none more often than every five seconds. */
const SAY_MS = 5000;
let saying;
const say = (text) => {
  clearTimeout(saying?.timer);
  const since = Date.now() - (saying?.at ?? 0);
  const timer = setTimeout(
    () => {
      document.getElementById('said').textContent = text;
      saying = { at: Date.now() };
    },
    Math.max(0, SAY_MS - since),
  );
  saying = { at: saying?.at ?? 0, timer };
};

onChosen(() => void show());
onTheme(() => draw({ anew: true }));
drawBar(page);
replaceContent(content, ...waiting());
void show();
