import { indices } from '@trueque/kernel';
import type { Network } from '../formulation/network.js';
import type { Match } from './matching.js';
import type { PeriodTrade } from './outcome.js';
import { priceMatches, type PricingContext } from './trade-prices.js';

/** Matches of equal seller, buyer, contract and prices are one trade; by seller, buyer and the buyer's price. */
export const mergedTrades = (
  context: PricingContext,
  matches: readonly Match[],
): readonly PeriodTrade[] => {
  const trades = pricedTrades(context, matches);
  const merged: PeriodTrade[] = [];
  let from = 0;
  for (const next of inOrder(trades)) {
    const trade = trades[next]!;
    // Equal trades stand among those of the same seller, buyer and price; others may stand between.
    if (merged.length === 0 || compareTrades(merged.at(-1)!, trade) !== 0) from = merged.length;
    const place = placeOfEqual(merged, from, trade);
    merged[place] = place === merged.length ? trade : together(merged[place]!, trade);
  }
  return merged;
};

const pricedTrades = (context: PricingContext, matches: readonly Match[]): PeriodTrade[] => {
  const { network, period } = context;
  const prices = priceMatches(context, matches);
  return matches.map((match, index): PeriodTrade => {
    const price = prices[index]!;
    return {
      period,
      seller: match.sale.peer,
      buyer: match.buyer,
      energyWh: match.energyWh,
      sentWh: match.sentWh,
      contract: contractOf(network, period, match),
      buyerPriceMicrosPerKwh: price.buyerPriceMicrosPerKwh,
      sellerPriceMicrosPerKwh: price.sellerPriceMicrosPerKwh,
      linkCostMicrosPerKwh: price.linkCostMicrosPerKwh,
    };
  });
};

const contractOf = ({ market, periods }: Network, period: number, { sale }: Match) =>
  sale.use.kind === 'contract'
    ? market.contracts[periods[period]!.links[sale.use.link]!.contract]!.id
    : undefined;

const inOrder = (trades: readonly PeriodTrade[]): Int32Array =>
  indices(trades.length).sort((a, b) => compareTrades(trades[a]!, trades[b]!) || a - b);

const compareTrades = (a: PeriodTrade, b: PeriodTrade): number =>
  a.seller - b.seller || a.buyer - b.buyer || a.buyerPriceMicrosPerKwh - b.buyerPriceMicrosPerKwh;

/** Where a trade like this one is, or would come next. */
const placeOfEqual = (
  merged: readonly PeriodTrade[],
  from: number,
  { contract, linkCostMicrosPerKwh, sellerPriceMicrosPerKwh }: PeriodTrade,
): number => {
  let place = from;
  for (; place < merged.length; place++) {
    const known = merged[place]!;
    const isEqual =
      known.contract === contract &&
      known.sellerPriceMicrosPerKwh === sellerPriceMicrosPerKwh &&
      known.linkCostMicrosPerKwh === linkCostMicrosPerKwh;
    if (isEqual) break;
  }
  return place;
};

const together = (one: PeriodTrade, other: PeriodTrade): PeriodTrade => ({
  ...one,
  energyWh: one.energyWh + other.energyWh,
  sentWh: one.sentWh + other.sentWh,
});
