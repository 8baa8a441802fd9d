import type { Request } from 'autocannon';
import { bookOf, type Crowd, offerOf } from './crowd.js';

/** Offers of every peer to one auction after the other: each of them new. */
export const singleOffers = (crowd: Crowd, auctionPaths: readonly string[]): (() => Request) => {
  const size = crowd.peerIds.length;
  const bodies = crowd.peerIds.map((_, index) => JSON.stringify(offerOf(crowd, index)));
  let sent = 0;
  return () => {
    const path = `${auctionPaths[Math.floor(sent / size) % auctionPaths.length] ?? ''}/offers`;
    const body = bodies[sent % size] ?? '';
    sent += 1;
    return { method: 'POST', path, body };
  };
};

/** Whole books as NDJSON, one for each auction. */
export const books = (crowd: Crowd, auctionPaths: readonly string[]): (() => Request) => {
  const body = bookOf(crowd);
  const headers = { 'content-type': 'application/x-ndjson' };
  const paths = auctionPaths.values();
  return () => ({ method: 'POST', path: `${paths.next().value ?? ''}/offers`, body, headers });
};

/** What people look at: the market, its auctions, prices, trades and peers, in turn. */
export const queries = ({ marketId }: Crowd, auctionPaths: readonly string[]): (() => Request) => {
  const market = `/markets/${marketId}`;
  const paths = [
    ...[market, `${market}/auctions?limit=20`, `${market}/peers?limit=100`, `${market}/overview`],
    ...auctionPaths.slice(0, 8).flatMap((path) => [path, `${path}/prices`, `${path}/trades`]),
  ];
  let asked = 0;
  return () => ({ method: 'GET', path: paths[asked++ % paths.length] ?? market });
};

/** Readings of a few peers at a time for auctions that are over; later ones supersede earlier ones. */
export const readings = (crowd: Crowd, auctionPaths: readonly string[]): (() => Request) => {
  const PEERS_AT_ONCE = 20;
  let sent = 0;
  return () => {
    const first = 1 + ((sent * PEERS_AT_ONCE) % (crowd.peerIds.length - PEERS_AT_ONCE));
    const some = crowd.peerIds.slice(first, first + PEERS_AT_ONCE);
    const path = `${auctionPaths[sent % auctionPaths.length] ?? ''}/readings`;
    sent += 1;
    const body = {
      readings: some.map((peerId) => ({
        ...{ peerId, importWh: [400 + (sent % 50)], exportWh: [0], quality: 'measured' },
      })),
    };
    return { method: 'POST', path, body: JSON.stringify(body) };
  };
};
