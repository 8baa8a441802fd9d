import type { MeritBlock, MeritOrder, Offer } from '@trueque/contracts';
import { type Mtu, mtuHours, periodStart } from '@trueque/kernel';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import type { AuctionRow } from '../rows/auction.row.js';
import { MeritOrderRow } from '../rows/insight.row.js';
import { MeritTally } from './merit-tally.js';
import { pagesByPeer, PEERS_AT_ONCE } from './pages-by-peer.js';

interface Place {
  readonly auction: AuctionRow;
  readonly period: number;
  readonly community: string | null;
}

/** Offers of a period against each other, and where they met. */
export const meritOrder = async (dataSource: DataSource, place: Place): Promise<MeritOrder> => {
  const { auction, period, community } = place;
  const { marketId, auctionId, mtu, start } = auction;
  const hours = mtuHours(mtu as Mtu);
  const parameters = [marketId, auctionId, period, community];
  const [items, prices, moved] = await Promise.all([
    blocksOf(dataSource, place),
    dataSource.query<PriceRow[]>(PRICES, parameters),
    dataSource.query<{ imports: number; exports: number }[]>(MOVED, parameters),
  ]);
  return {
    start: periodStart(start, mtu as Mtu, period),
    ...(prices[0] ?? NO_PRICE),
    importsKw: (moved[0]?.imports ?? 0) / 1000 / hours,
    exportsKw: (moved[0]?.exports ?? 0) / 1000 / hours,
    items: [...items],
  };
};

type Blocks = readonly MeritBlock[];

/** Of a whole market that is cleared they are kept; a community is quickly counted. */
const blocksOf = async (dataSource: DataSource, place: Place): Promise<Blocks> => {
  const { auction, period, community } = place;
  if (community !== null) return countedBlocks(dataSource, place);
  const { marketId, auctionId } = auction;
  const row = { marketId, auctionId, period };
  const kept = await dataSource.getRepository(MeritOrderRow).findOneBy(row);
  return kept?.blocks ?? openBlocks(dataSource, place);
};

/** A book of more offers is told as it was a moment ago: counting it takes seconds. */
const LARGE_BOOK = PEERS_AT_ONCE;
const MOMENT_MS = 30_000;
const countedLately = new LRUCache<string, Promise<Blocks>>({ max: 50, ttl: MOMENT_MS });

const openBlocks = (dataSource: DataSource, place: Place): Promise<Blocks> => {
  const { auction, period } = place;
  const { marketId, auctionId, offersCount, resultHash } = auction;
  if (offersCount <= LARGE_BOOK) return countedBlocks(dataSource, place);
  const key = [marketId, auctionId, resultHash ?? '', period].join('/');
  const known = countedLately.get(key);
  if (known !== undefined) return known;
  const blocks = countedBlocks(dataSource, place);
  countedLately.set(key, blocks);
  blocks.catch(() => countedLately.delete(key));
  return blocks;
};

const countedBlocks = async (dataSource: DataSource, place: Place): Promise<Blocks> => {
  const { auction, period, community } = place;
  const { marketId, auctionId, mtu } = auction;
  const kw = (wh: number) => wh / 1000 / mtuHours(mtu as Mtu);
  const tally = new MeritTally(period);
  const pages = pagesByPeer<OfferedRow>((after) =>
    dataSource.query(OFFERED, [marketId, auctionId, period, community, after]),
  );
  for await (const page of pages)
    for (const { peerId, offer, generation, charge, discharge, served } of page)
      tally.add({
        ...{ peerId, offer, generationKw: kw(generation), servedKw: kw(served) },
        ...{ chargeKw: kw(charge), dischargeKw: kw(discharge) },
      });
  return tally.blocks();
};

interface OfferedRow {
  readonly peerId: string;
  readonly offer: Offer;
  readonly generation: number;
  readonly charge: number;
  readonly discharge: number;
  readonly served: number;
}

type PriceRow = Pick<
  MeritOrder,
  'priceMicrosPerKwh' | 'leastPriceMicrosPerKwh' | 'greatestPriceMicrosPerKwh'
>;

const NO_PRICE: PriceRow = {
  priceMicrosPerKwh: null,
  leastPriceMicrosPerKwh: null,
  greatestPriceMicrosPerKwh: null,
};

const OFFERED = `
  SELECT o.peer_id AS "peerId", o.offer, coalesce(generation_wh, 0)::float8 AS generation,
    coalesce(charge_wh, 0)::float8 AS charge, coalesce(discharge_wh, 0)::float8 AS discharge,
    coalesce(served_wh, 0)::float8 AS served
  FROM reporting.offers o
  LEFT JOIN reporting.peers p USING (market_id, peer_id)
  LEFT JOIN reporting.schedules s ON s.market_id = o.market_id AND s.auction_id = o.auction_id
    AND s.period = $3 AND s.peer_id = o.peer_id
  WHERE o.market_id = $1 AND o.auction_id = $2 AND ($4::text IS NULL OR p.community_id = $4)
    AND o.peer_id > $5
  ORDER BY o.peer_id LIMIT ${PEERS_AT_ONCE}`;

/** Of one community its band; of all, where its communities' prices lie. */
const PRICES = `
  SELECT round(avg(price_micros_per_kwh))::float8 AS "priceMicrosPerKwh",
    min(CASE WHEN $4::text IS NULL THEN price_micros_per_kwh ELSE least_price_micros_per_kwh END)::float8
      AS "leastPriceMicrosPerKwh",
    max(CASE WHEN $4::text IS NULL THEN price_micros_per_kwh ELSE greatest_price_micros_per_kwh END)::float8
      AS "greatestPriceMicrosPerKwh"
  FROM reporting.prices
  WHERE market_id = $1 AND auction_id = $2 AND period = $3
    AND ($4::text IS NULL OR community_id = $4)`;

const MOVED = `
  SELECT coalesce(sum(community_imports_wh + grid_imports_wh), 0)::float8 AS imports,
    coalesce(sum(community_exports_wh + grid_exports_wh), 0)::float8 AS exports
  FROM reporting.community_energy
  WHERE market_id = $1 AND auction_id = $2 AND period = $3 AND community_id = $4`;
