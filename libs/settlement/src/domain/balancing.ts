import { compareText, InvariantBroken } from '@trueque/kernel';
import { type Deviation } from './deviations.js';
import type { ClearedAuction, GridTariff } from './facts.js';

/** Who supplies or takes what a community lacks or has too much, and at which price. */
export interface Balance {
  readonly id: string;
  /** A community without a grid balances itself, on an account of its own, at its own price. */
  readonly by: 'grid' | 'community';
  readonly priceMicrosPerKwh: number;
}

export interface Balancing {
  communityPrice(communityId: string, period: number): number;
  of(deviation: Deviation): Balance;
  /** What energy costs (or earns) a member that trades with nobody. */
  price(kind: Deviation['kind'], communityId: string, period: number): number;
}

/**
 * Short energy costs the grid's import price, long energy earns its feed-in price. With several
 * grid peers the community's own one serves it, else the one that is best for the peer, ties by id.
 * Where none sells (or buys), the community itself is the counterparty, at its clearing price.
 */
export const balancingOf = (auction: ClearedAuction): Balancing => {
  const prices = new Map(
    auction.prices.map(({ communityId, priceMicrosPerKwh }) => [communityId, priceMicrosPerKwh]),
  );
  const grids = auction.grids.toSorted((a, b) => compareText(a.peerId, b.peerId));
  const communityPrice = (communityId: string, period: number): number => {
    const price = prices.get(communityId)?.[period];
    if (price !== undefined) return price;
    throw new InvariantBroken(`community ${communityId} has no price in period ${period}`);
  };
  const balanceFor = (kind: Deviation['kind'], communityId: string, period: number): Balance =>
    bestOf(kind, quotesOf(kind, grids, communityId, period)) ?? {
      id: communityId,
      by: 'community',
      priceMicrosPerKwh: communityPrice(communityId, period),
    };
  return {
    communityPrice,
    of: ({ kind, reading: { communityId }, period }) => balanceFor(kind, communityId, period),
    price: (kind, communityId, period) => balanceFor(kind, communityId, period).priceMicrosPerKwh,
  };
};

const quotesOf = (
  kind: Deviation['kind'],
  grids: readonly GridTariff[],
  communityId: string,
  period: number,
): Balance[] => {
  const own = grids.filter((grid) => grid.communityId === communityId);
  const quotes = quotesIn(own, kind, period);
  return quotes.length > 0 ? quotes : quotesIn(grids, kind, period);
};

const quotesIn = (
  grids: readonly GridTariff[],
  kind: Deviation['kind'],
  period: number,
): Balance[] =>
  grids.flatMap((grid) => {
    const price = pricesOf(grid, kind)[period] ?? null;
    return price === null ? [] : [{ id: grid.peerId, by: 'grid', priceMicrosPerKwh: price }];
  });

const pricesOf = (grid: GridTariff, kind: Deviation['kind']): readonly (number | null)[] =>
  kind === 'deviation-short' ? grid.importPriceMicrosPerKwh : grid.feedInPriceMicrosPerKwh;

/** The first of the cheapest for who is short, the first of the highest for who is long. */
const bestOf = (kind: Deviation['kind'], quotes: readonly Balance[]): Balance | undefined => {
  const sign = kind === 'deviation-short' ? 1 : -1;
  return quotes.toSorted((a, b) => sign * (a.priceMicrosPerKwh - b.priceMicrosPerKwh))[0];
};
