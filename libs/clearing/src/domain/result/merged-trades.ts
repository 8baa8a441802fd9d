import { wholeZeros } from '@trueque/kernel';
import type { Network } from '../formulation/network.js';
import type { Match } from './matching.js';
import type { PeriodTrade } from './outcome.js';
import { type MatchPrices, priceMatches, type PricingContext } from './trade-prices.js';

/** Matches of equal seller, buyer, contract and prices are one trade; by seller, buyer and the buyer's price. */
export const mergedTrades = (
  context: PricingContext,
  matches: readonly Match[],
): readonly PeriodTrade[] => {
  const prices = priceMatches(context, matches);
  const order = bySeller(matches, context.network.market.peers.length);
  const merged: PeriodTrade[] = [];
  for (let from = 0, end = 0; from < order.length; from = end) {
    const { sale, buyer } = matches[order[from]!]!;
    const pair: PeriodTrade[] = [];
    for (; end < order.length && isOfPair(matches[order[end]!]!, sale.peer, buyer); end++) {
      const index = order[end]!;
      pair.push(tradeOf(context, matches[index]!, prices[index]!));
    }
    if (pair.length === 1) merged.push(pair[0]!);
    else merge(pair, merged);
  }
  return merged;
};

const isOfPair = ({ buyer, sale }: Match, seller: number, other: number): boolean =>
  sale.peer === seller && buyer === other;

const tradeOf = (
  { network, period }: PricingContext,
  match: Match,
  prices: MatchPrices,
): PeriodTrade => ({
  period,
  seller: match.sale.peer,
  buyer: match.buyer,
  energyWh: match.energyWh,
  sentWh: match.sentWh,
  contract: contractOf(network, period, match),
  buyerPriceMicrosPerKwh: prices.buyerPriceMicrosPerKwh,
  sellerPriceMicrosPerKwh: prices.sellerPriceMicrosPerKwh,
  linkCostMicrosPerKwh: prices.linkCostMicrosPerKwh,
});

const contractOf = ({ market, periods }: Network, period: number, { sale }: Match) =>
  sale.use.kind === 'contract'
    ? market.contracts[periods[period]!.links[sale.use.link]!.contract]!.id
    : undefined;

/** Matches by seller, then buyer, else as they came; sellers are dealt out, since there are many of them. */
const bySeller = (matches: readonly Match[], peersCount: number): Int32Array => {
  const ends = wholeZeros(peersCount + 1);
  for (const { sale } of matches) ends[sale.peer + 1]! += 1;
  for (let peer = 0; peer < peersCount; peer++) ends[peer + 1]! += ends[peer]!;
  const order = wholeZeros(matches.length);
  matches.forEach(({ sale }, index) => (order[ends[sale.peer]!++] = index));
  for (let peer = 0, from = 0; peer < peersCount; from = ends[peer++]!) {
    if (ends[peer]! - from < 2) continue;
    order.subarray(from, ends[peer]).sort((a, b) => matches[a]!.buyer - matches[b]!.buyer || a - b);
  }
  return order;
};

/** Trades of one pair, by the buyer's price, else as they came. */
const merge = (pair: readonly PeriodTrade[], merged: PeriodTrade[]): void => {
  let from = merged.length;
  for (const trade of pair.toSorted(byPrice)) {
    if (merged.at(-1)?.buyerPriceMicrosPerKwh !== trade.buyerPriceMicrosPerKwh) {
      from = merged.length;
    }
    const place = placeOfEqual(merged, from, trade);
    merged[place] = place === merged.length ? trade : together(merged[place]!, trade);
  }
};

const byPrice = (a: PeriodTrade, b: PeriodTrade): number =>
  a.buyerPriceMicrosPerKwh - b.buyerPriceMicrosPerKwh;

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
