import type { Offer } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import type { Scope } from './scope.js';

/** What the main grid asks and pays in each period of an auction, 10⁻⁶ currency per kWh. */
export interface GridPrices {
  readonly sellMicros: readonly number[];
  readonly buyMicros: readonly number[];
}

/** By auction; one in which no grid offered energy has none. */
export const gridPrices = async (
  dataSource: DataSource,
  { marketId, auctionIds }: Scope,
): Promise<ReadonlyMap<string, GridPrices>> => {
  const rows = await dataSource.query<GridOfferRow[]>(GRID_OFFERS, [marketId, auctionIds]);
  const prices = new Map<string, GridPrices>();
  for (const { auctionId, offer, periods } of rows)
    if (offer.generation !== undefined)
      prices.set(auctionId, cheapest(pricesOf(offer, periods), prices.get(auctionId)));
  return prices;
};

interface GridOfferRow {
  readonly auctionId: string;
  readonly periods: number;
  readonly offer: Offer;
}

const GRID_OFFERS = `
  SELECT auction_id AS "auctionId", a.periods, o.offer
  FROM reporting.offers o
  JOIN reporting.auctions a USING (market_id, auction_id)
  JOIN reporting.peers p USING (market_id, peer_id)
  WHERE market_id = $1 AND auction_id = ANY($2) AND p.role = 'grid'`;

const at = (value: number | readonly number[] | undefined, period: number): number | undefined =>
  typeof value === 'object' ? value[period] : value;

const pricesOf = ({ generation, bids = [], exportCost }: Offer, periods: number): GridPrices => {
  const indexes = Array.from({ length: periods }, (_, period) => period);
  const costsAt = (period: number): readonly number[] => {
    if (generation === undefined) return [];
    const costs =
      'steps' in generation ? generation.steps.map(({ cost }) => cost) : [generation.cost];
    return costs.map((cost) => (at(cost, period) ?? 0) + (at(exportCost, period) ?? 0));
  };
  const valuesAt = (period: number) => bids.map(({ value }) => at(value, period) ?? 0);
  return {
    sellMicros: indexes.map((period) => micros(Math.min(...costsAt(period)))),
    buyMicros: indexes.map((period) => micros(Math.max(0, ...valuesAt(period)))),
  };
};

const micros = (price: number): number => (Number.isFinite(price) ? Math.round(price * 1e6) : 0);

const cheapest = (one: GridPrices, other: GridPrices | undefined): GridPrices =>
  other === undefined
    ? one
    : {
        sellMicros: one.sellMicros.map((price, at) =>
          Math.min(price, other.sellMicros[at] ?? price),
        ),
        buyMicros: one.buyMicros.map((price, at) => Math.max(price, other.buyMicros[at] ?? price)),
      };
