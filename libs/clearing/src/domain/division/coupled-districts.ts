import { priceAtHub } from '../coupling/hub-prices.js';
import type { CommunityCurves } from './district-work.js';

/**
 * *Couple*: the price at the hub in each period, where the curves of all communities meet; undefined where
 * they do not, since somebody would go short.
 */
export const coupledDistricts = (communities: readonly CommunityCurves[]): number[] | undefined => {
  const periods = communities[0]?.curves.map((_, period) => period) ?? [];
  const prices = periods.map((period) =>
    priceAtHub(communities.map(({ curves }) => curves[period]!)),
  );
  return prices.every((price) => price !== undefined) ? prices : undefined;
};
