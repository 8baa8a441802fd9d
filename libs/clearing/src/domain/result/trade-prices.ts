import { microsFromPrice, roundHalfUp } from '@trueque/kernel';
import { contractLinkCost, exchangeCost, localLinkCost } from '../formulation/exchange-cost.js';
import type { Network } from '../formulation/network.js';
import type { Match } from './matching.js';
import type { PeriodTrade } from './outcome.js';

/** What pricing a period's matches needs to know. */
export interface PricingContext {
  readonly network: Network;
  readonly period: number;
  /** Canonical price of every row, currency per kWh. */
  readonly prices: Float64Array;
}

export type MatchPrices = Pick<
  PeriodTrade,
  'buyerPriceMicrosPerKwh' | 'sellerPriceMicrosPerKwh' | 'linkCostMicrosPerKwh'
>;

/** The prices of each match by the market's rule (market model §8), in the matches' order. */
export const priceMatches = (context: PricingContext, matches: readonly Match[]): MatchPrices[] => {
  const { pricing, tradeCost } = context.network.market.rules;
  if (pricing === 'marginal') return matches.map((match) => marginalPrices(context, match));
  const offered = matches.map((match) => microsFromPrice(offeredPrice(context, match)));
  const onePrice = (price: number, index: number) =>
    singlePrice(price, 1 - lossOf(context, matches[index]!));
  if (pricing === 'pay-as-offered') return offered.map(onePrice);
  const uniform =
    typeof tradeCost === 'object' ? microsFromPrice(tradeCost.uniform) : Math.max(0, ...offered);
  return matches.map((_, index) => onePrice(uniform, index));
};

/** The seller gets what the buyer pays: per kWh sent, so less where some is lost on the way. */
const singlePrice = (priceMicrosPerKwh: number, delivered: number): MatchPrices => ({
  buyerPriceMicrosPerKwh: priceMicrosPerKwh,
  sellerPriceMicrosPerKwh: roundHalfUp(priceMicrosPerKwh * delivered),
  linkCostMicrosPerKwh: 0,
});

const offeredPrice = (context: PricingContext, match: Match): number =>
  match.sale.supply.cost + linkCostOf(context, match);

const linkCostOf = ({ network: { market, periods }, period }: PricingContext, { sale }: Match) => {
  const { exportCost } = sale.supply;
  if (sale.use.kind === 'local') return localLinkCost(market.rules, exportCost);
  if (sale.use.kind !== 'contract') return exportCost;
  const { contract } = periods[period]!.links[sale.use.link]!;
  return contractLinkCost(market.contracts[contract]!, period, exportCost);
};

/**
 * The buyer pays the price where it takes; the seller gets that less the cost of the link and less
 * what a limit on the way is worth (congestion). Where nothing is scarce that is its own price. The
 * rent is taken before rounding, so that noise never makes it negative.
 */
const marginalPrices = (context: PricingContext, match: Match): MatchPrices => {
  const { market } = context.network;
  const { sale, group } = match;
  const delivered = 1 - lossOf(context, match);
  const linkCost = linkCostOf(context, match);
  const atBuyer = context.prices[group.row]! * delivered;
  const spent = exchangeCost(market.rules, { sellerCost: sale.supply.cost, linkCost, delivered });
  const rent = Math.max(0, atBuyer - spent - context.prices[sale.supply.row]!);
  const linkCostMicrosPerKwh = microsFromPrice(linkCost);
  return {
    buyerPriceMicrosPerKwh: microsFromPrice(context.prices[group.row]!),
    sellerPriceMicrosPerKwh:
      microsFromPrice(atBuyer) - linkCostMicrosPerKwh - microsFromPrice(rent),
    linkCostMicrosPerKwh,
  };
};

const lossOf = ({ network, period }: PricingContext, { sale }: Match): number =>
  sale.use.kind === 'contract' ? network.periods[period]!.links[sale.use.link]!.loss : 0;
