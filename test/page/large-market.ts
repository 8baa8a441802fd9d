import type { CaseFile, CasePeer } from '@trueque/contracts';
import { SEED, seededMarket } from '../../apps/cli/src/bench/seeded-market.js';
import type { HttpClient } from '../flow/http-client.js';

export interface LargeSize {
  readonly marketId: string;
  readonly peers: number;
  readonly communities: number;
  /** Hours of one auction. */
  readonly periods: number;
}

/** More communities than a list shows at once. */
export const TOWN: LargeSize = {
  marketId: 'metropolis',
  ...{ peers: 180, communities: 60, periods: 2 },
};

export const LARGE: LargeSize = {
  marketId: 'metropolis',
  ...{ peers: 100_000, communities: 1_000, periods: 4 },
};

/** So many requests are on their way at once. */
const REQUESTS_AT_ONCE = 64;
const OFFERS_AT_ONCE = 2_000;
/** A book of this size is cleared and settled in minutes, not in the seconds of a test. */
const PATIENCE_TRIES = 12_000;

type Say = (progress: string) => void;

/** A seeded market of that size, said through the API as anybody would, and waited for until it is settled. */
export const sayLargeMarket = async (
  http: HttpClient,
  size: LargeSize,
  say: Say,
): Promise<void> => {
  const file = seededMarket({ ...size, mtu: 'PT1H', batteries: 0, hubOnly: false }, SEED);
  const path = `/markets/${size.marketId}`;
  await said(http, '/markets', {
    ...{ marketId: size.marketId, name: 'Metropolis', currency: file.currency },
    ...{ timeZone: 'Etc/UTC', mtu: file.mtu, rules: file.rules },
  });
  say(`registering ${file.peers.length} peers`);
  await each(file.communities, ({ id, ...limits }) =>
    said(http, `${path}/communities`, { communityId: id, ...limits }),
  );
  await each(file.peers, ({ id, community, role }) =>
    said(http, `${path}/peers`, { peerId: id, communityId: community, role }),
  );
  await each(file.contracts ?? [], (contract, at) =>
    said(http, `${path}/contracts`, {
      ...{ ...contract, contractId: `link-${at + 1}`, validFrom: '2026-01-01T00:00:00Z' },
    }),
  );
  await sayAuction(http, { path, file, say });
};

interface Auction {
  readonly path: string;
  readonly file: CaseFile;
  readonly say: Say;
}

const sayAuction = async (http: HttpClient, { path, file, say }: Auction): Promise<void> => {
  const auctionId = file.start.slice(0, 10);
  const end = new Date(Date.parse(file.start) + file.periods * 3_600_000).toISOString();
  const times = { start: file.start, end, gateClosesAt: '2100-01-01T00:00:00Z' };
  await said(http, `${path}/auctions`, { auctionId, ...times });
  say(`taking ${file.peers.length} offers`);
  for (let at = 0; at < file.peers.length; at += OFFERS_AT_ONCE)
    await said(
      http,
      `${path}/auctions/${auctionId}/offers`,
      file.peers.slice(at, at + OFFERS_AT_ONCE).map(offerOf),
    );
  say('closing the gate');
  await said(http, `${path}/auctions/${auctionId}/gate-closure`, {});
  await settled(http, `${path}/auctions/${auctionId}`, say);
};

const offerOf = ({ id, community: _, ...offer }: CasePeer) => ({ offerId: id, peerId: id, offer });

const settled = async (http: HttpClient, path: string, say: Say): Promise<void> => {
  let state = '';
  await http.until(
    path,
    ({ body }) => {
      if (body?.state !== state) say(`the auction is ${body?.state}`);
      state = body?.state;
      if (state === 'failed') throw new Error(body.failureDetail);
      return state === 'settled';
    },
    PATIENCE_TRIES,
  );
};

const said = async (http: HttpClient, path: string, body: unknown): Promise<void> => {
  const answer = await http.post(path, body);
  if (answer.status >= 300 || answer.status === 207)
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
};

/** In order, so many at once. */
const each = async <Item>(
  items: readonly Item[],
  work: (item: Item, at: number) => Promise<void>,
): Promise<void> => {
  const left = items.entries();
  const worker = async () => {
    for (const [at, item] of left) await work(item, at);
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker));
};
