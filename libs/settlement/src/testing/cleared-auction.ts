import type { ClearedAuction, ClearedTrade, GridTariff } from '../domain/facts.js';

/** A market on one line per fact: who is where, who traded what. Schedules follow from the trades. */
export interface MarketSketch {
  readonly periods?: number;
  /** Community of every peer. */
  readonly members: Readonly<Record<string, string>>;
  /** Clearing price of every community, one value a period. */
  readonly prices: Readonly<Record<string, readonly number[]>>;
  readonly trades: readonly ClearedTrade[];
  readonly grids?: readonly GridTariff[];
}

export const clearedAuction = (sketch: MarketSketch): ClearedAuction => {
  const { periods = 1, members, prices, trades, grids = [] } = sketch;
  return {
    ...{ marketId: 'harbour', auctionId: 'monday', currency: 'USD' },
    ...{ start: '2021-03-03T05:00:00Z', mtu: 'PT1H', periods },
    prices: Object.entries(prices).map(([communityId, priceMicrosPerKwh]) => ({
      communityId,
      priceMicrosPerKwh,
    })),
    peers: Object.entries(members).map(([peerId, communityId]) => ({
      peerId,
      communityId,
      importsWh: totalOf(trades, 'energyWh', (trade) => trade.buyerId === peerId),
      exportsWh: totalOf(trades, 'sentWh', (trade) => trade.sellerId === peerId),
    })),
    trades,
    grids,
  };
};

const totalOf = (
  trades: readonly ClearedTrade[],
  quantity: 'energyWh' | 'sentWh',
  concerns: (trade: ClearedTrade) => boolean,
): number[] | null => {
  const series = trades.filter(concerns).map((trade) => trade[quantity]);
  if (series[0] === undefined) return null;
  return series[0].map((_, period) =>
    series.reduce((sum, energyWh) => sum + (energyWh[period] ?? 0), 0),
  );
};
