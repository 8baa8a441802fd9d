import type { AnsweredTrade, ClearingAnswer } from '@trueque/contracts';
import type { MarketParties } from './parties.js';
import type { Largest } from './largest.js';

const TRADES_MAX = 500;

/** What one seller sold to one buyer over the horizon: kWh, and the mean price paid for them. */
export interface TradeRow {
  readonly seller: string;
  readonly buyer: string;
  readonly contract: string;
  readonly kind: 'community' | 'grid' | 'network';
  readonly energy: number;
  readonly price: number;
  readonly periods: number;
}

/** All trades of all periods: how many, kWh, and what was paid for them on average and at most. */
export interface TradeTotals {
  readonly count: number;
  readonly energy: number;
  readonly meanPrice: number;
  readonly least: number;
  readonly greatest: number;
}

/** The pairs that trade most, with how many there are and what all of them come to. */
export const tradeRows = (
  { periods }: ClearingAnswer,
  parties: MarketParties,
): Largest<TradeRow> & TradeTotals => {
  const all = periods.flatMap(({ trades }) => trades);
  const pairs = new Map<string, AnsweredTrade[]>();
  for (const trade of all) {
    const key = JSON.stringify([trade.seller, trade.buyer, trade.contract ?? '']);
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [trade]);
    else known.push(trade);
  }
  const rows = [...pairs.values()].flatMap((trades) => rowOf(trades, parties));
  return {
    rows: rows.sort((a, b) => b.energy - a.energy).slice(0, TRADES_MAX),
    all: rows.length,
    ...totalsOf(all),
  };
};

const totalsOf = (trades: readonly AnsweredTrade[]): TradeTotals => {
  const energy = trades.reduce((sum, trade) => sum + trade.energy, 0);
  const paid = trades.reduce((sum, trade) => sum + trade.energy * trade.price, 0);
  const prices = trades.map(({ price }) => price);
  return {
    count: trades.length,
    energy: Math.round(energy * 1e3) / 1e3,
    meanPrice: energy === 0 ? 0 : Math.round((paid / energy) * 1e6) / 1e6,
    least: prices.reduce((one, other) => Math.min(one, other), Infinity),
    greatest: prices.reduce((one, other) => Math.max(one, other), -Infinity),
  };
};

const rowOf = (trades: readonly AnsweredTrade[], parties: MarketParties): TradeRow[] => {
  const [first] = trades;
  if (first === undefined) return [];
  const { energy, meanPrice } = totalsOf(trades);
  return [
    {
      seller: first.seller,
      buyer: first.buyer,
      contract: first.contract ?? '',
      kind: kindOf(first, parties),
      energy,
      price: energy === 0 ? first.price : meanPrice,
      periods: trades.length,
    },
  ];
};

const kindOf = (
  { buyer, seller }: AnsweredTrade,
  { communityOf, gridPeers }: MarketParties,
): TradeRow['kind'] => {
  if (gridPeers.has(buyer) || gridPeers.has(seller)) return 'grid';
  return communityOf.get(buyer) === communityOf.get(seller) ? 'community' : 'network';
};
