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
  const trades = matches.map((match, index) => tradeOf(context, match, prices[index]!));
  const { buyers, order, sellers } = bySeller(matches, context.network.market.peers.length);
  const merged: PeriodTrade[] = [];
  for (let from = 0, end = 1; from < order.length; from = end, end = from + 1) {
    const [seller, buyer] = [sellers[order[from]!], buyers[order[from]!]];
    while (end < order.length && sellers[order[end]!] === seller && buyers[order[end]!] === buyer) {
      end += 1;
    }
    if (end - from === 1) merged.push(trades[order[from]!]!);
    else
      merge(
        Array.from(order.subarray(from, end), (index) => trades[index]!),
        merged,
      );
  }
  return merged;
};

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

/**
 * Matches by seller, then buyer, else as they came; sellers are dealt out, since there are many of them. What is
 * compared stands side by side: matches themselves lie far apart.
 */
const bySeller = (matches: readonly Match[], peersCount: number) => {
  const [sellers, buyers] = [wholeZeros(matches.length), wholeZeros(matches.length)];
  const ends = wholeZeros(peersCount + 1);
  matches.forEach(({ buyer, sale }, index) => {
    sellers[index] = sale.peer;
    buyers[index] = buyer;
    ends[sale.peer + 1]! += 1;
  });
  for (let peer = 0; peer < peersCount; peer++) ends[peer + 1]! += ends[peer]!;
  const order = wholeZeros(matches.length);
  for (let index = 0; index < order.length; index++) order[ends[sellers[index]!]!++] = index;
  for (let peer = 0, from = 0; peer < peersCount; from = ends[peer++]!) {
    if (ends[peer]! - from < 2) continue;
    order.subarray(from, ends[peer]).sort((a, b) => buyers[a]! - buyers[b]! || a - b);
  }
  return { buyers, order, sellers };
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
