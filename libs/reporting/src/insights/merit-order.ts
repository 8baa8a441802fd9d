import type { MeritOrder, Offer } from '@trueque/contracts';
import { type Mtu, mtuHours, periodStart } from '@trueque/kernel';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import type { AuctionRow } from '../rows/auction.row.js';
import { meritBlocks, type OfferedPeer } from './merit-blocks.js';

interface Place {
  readonly auction: AuctionRow;
  readonly period: number;
  readonly community: string | null;
}

/** A result never changes: of those that were looked at lately the answers are kept. */
const ANSWERS_KEPT = 200;
const answers = new LRUCache<string, Promise<MeritOrder>>({ max: ANSWERS_KEPT });

/** Offers of a period against each other, and where they met. */
export const meritOrder = (dataSource: DataSource, place: Place): Promise<MeritOrder> => {
  const { auction, period, community } = place;
  if (auction.resultHash === null) return freshMeritOrder(dataSource, place);
  const { marketId, auctionId, resultHash } = auction;
  const key = [marketId, auctionId, resultHash, period, community ?? ''].join('/');
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = freshMeritOrder(dataSource, place);
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  return answer;
};

const freshMeritOrder = async (
  dataSource: DataSource,
  { auction, period, community }: Place,
): Promise<MeritOrder> => {
  const { marketId, auctionId, mtu, start } = auction;
  const hours = mtuHours(mtu as Mtu);
  const parameters = [marketId, auctionId, period, community];
  const [offered, prices, moved] = await Promise.all([
    offeredIn(dataSource, parameters),
    dataSource.query<PriceRow[]>(PRICES, parameters),
    dataSource.query<{ imports: number; exports: number }[]>(MOVED, parameters),
  ]);
  return {
    start: periodStart(start, mtu as Mtu, period),
    ...(prices[0] ?? NO_PRICE),
    importsKw: (moved[0]?.imports ?? 0) / 1000 / hours,
    exportsKw: (moved[0]?.exports ?? 0) / 1000 / hours,
    items: meritBlocks(
      offered.map((row) => inKw(row, hours)),
      period,
    ),
  };
};

/** So many at a time: who asks something else meanwhile is answered in between. */
const OFFERS_AT_ONCE = 5_000;

const offeredIn = async (
  dataSource: DataSource,
  parameters: readonly unknown[],
): Promise<readonly OfferedRow[]> => {
  const all: OfferedRow[] = [];
  for (let last: string | undefined = ''; last !== undefined;) {
    const page: OfferedRow[] = await dataSource.query(OFFERED, [...parameters, last]);
    for (const row of page) all.push(row);
    last = page.length < OFFERS_AT_ONCE ? undefined : page.at(-1)?.peerId;
  }
  return all;
};

interface OfferedRow {
  readonly peerId: string;
  readonly offer: Offer;
  readonly generation: number;
  readonly charge: number;
  readonly discharge: number;
  readonly served: number;
}

const inKw = ({ peerId, offer, ...wh }: OfferedRow, hours: number): OfferedPeer => ({
  ...{ peerId, offer },
  generationKw: wh.generation / 1000 / hours,
  chargeKw: wh.charge / 1000 / hours,
  dischargeKw: wh.discharge / 1000 / hours,
  servedKw: wh.served / 1000 / hours,
});

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
  ORDER BY o.peer_id LIMIT ${OFFERS_AT_ONCE}`;

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
