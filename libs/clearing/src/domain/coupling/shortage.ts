import type { CommunityOffers } from './community-offers.js';
import type { CoupledCommunity } from './hub-prices.js';

/** Less than this, as a share of all demand, is what a solver would not see either. */
const SEEN = 1e-6;

/** Whether communities that meet at one hub cannot all be served, whatever it costs. O(units). */
export const isShort = (communities: readonly CoupledCommunity[]): boolean => {
  let [atHubKwh, insideKwh, demandKwh] = [0, 0, 0];
  for (const { exportLimitKwh, importLimitKwh, offers } of communities) {
    const mostKwh = Math.min(mostExportedKwh(offers), exportLimitKwh);
    insideKwh += Math.max(0, -mostKwh - importLimitKwh);
    atHubKwh += Math.max(mostKwh, -importLimitKwh);
    demandKwh += offers.demandKwh;
  }
  return insideKwh + Math.max(0, -atHubKwh) > SEEN * (1 + demandKwh);
};

/** What a community could export with everything it has; below zero, what it must import. */
const mostExportedKwh = ({ demandKwh, energyKwh, exported }: CommunityOffers): number => {
  let [soldKwh, givenUpKwh] = [0, 0];
  energyKwh.forEach((amount, unit) => {
    if (exported[unit] === Infinity) givenUpKwh += amount;
    else soldKwh += amount;
  });
  return soldKwh - Math.max(0, demandKwh - givenUpKwh);
};
