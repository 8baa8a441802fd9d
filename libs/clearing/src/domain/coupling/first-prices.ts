import type { Network, PeriodNetwork } from '../formulation/network.js';
import { communityOffers } from './community-offers.js';
import { type CoupledCommunity, type HubPrices, hubPrices } from './hub-prices.js';
import { completeLocalPrices, headOf, tailOf } from './local-prices.js';

/**
 * Prices of every row of a period as the hub alone would set them. Where communities have no other way to
 * one another they are optimal; with contracts they are where the coupling starts from. Writes into
 * `prices`; false where the hub cannot serve everybody.
 */
export const firstPrices = (network: Network, index: number, prices: Float64Array): boolean => {
  const coupled = hubPrices(coupledCommunities(network, index));
  if (coupled === undefined) return false;
  pricesFrom(network, index, coupled, prices);
  return true;
};

/** Every community as the hub sees it in a period. */
export const coupledCommunities = (network: Network, index: number): CoupledCommunity[] => {
  const offers = communityOffers(network, network.periods[index]!);
  return network.market.communities.map(({ exportLimitKwh, importLimitKwh }, community) => ({
    offers: offers[community]!,
    importLimitKwh: importLimitKwh?.[index] ?? Infinity,
    exportLimitKwh: exportLimitKwh?.[index] ?? Infinity,
  }));
};

/** Completes what hub and communities are worth to prices of every row of a period. */
export const pricesFrom = (
  network: Network,
  index: number,
  coupled: HubPrices,
  prices: Float64Array,
): void => {
  const period = network.periods[index]!;
  writePrices(network, period, { ...coupled, prices });
  completeLocalPrices(network.programme, period, prices);
};

const writePrices = (
  { programme }: Network,
  { borders, groups, hubs, links }: PeriodNetwork,
  at: { hub: number; borders: Float64Array; pools: Float64Array; prices: Float64Array },
): void => {
  const { prices } = at;
  borders.forEach(({ grid, peers }, community) => {
    prices[grid] = prices[peers] = at.borders[community]!;
  });
  prices[hubs.grid] = prices[hubs.peers] = at.hub;
  for (const { arrivals, community, localColumn, row } of groups) {
    const price = at.pools[community]!;
    prices[row] = price;
    if (localColumn !== undefined) prices[tailOf(programme, localColumn)] = price;
    for (const { column } of arrivals) {
      const before = tailOf(programme, column);
      prices[before] = Math.max(prices[before]!, price);
    }
  }
  for (const { loss, throughColumn } of links) {
    prices[tailOf(programme, throughColumn)] =
      (1 - loss) * prices[headOf(programme, throughColumn)]!;
  }
};
