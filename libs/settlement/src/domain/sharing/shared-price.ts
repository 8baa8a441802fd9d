import type { SharedPrice } from '@trueque/contracts';
import { roundHalfUp } from '@trueque/kernel';

/** What a community has and needs in a period, and what the grid asks and pays. */
export interface Scarcity {
  readonly surplusWh: number;
  readonly demandWh: number;
  readonly importPriceMicrosPerKwh: number;
  readonly feedInPriceMicrosPerKwh: number;
}

/**
 * Price of a shared kWh, 10⁻⁶ currency per kWh. Who buys pays it for what is shared and the grid's
 * import price for the rest; who sells gets it for what is shared and the feed-in price for the
 * rest. So both sides of the sharing have one price, and whatever it is, nothing is left over.
 *
 * Under `bill-sharing` it is nothing: what the grid costs is then split by consumption, what it
 * pays by surplus.
 */
export const sharedPriceMicrosPerKwh = (price: SharedPrice, scarcity: Scarcity): number => {
  switch (price.rule) {
    case 'mid-market':
      return roundHalfUp((scarcity.importPriceMicrosPerKwh + scarcity.feedInPriceMicrosPerKwh) / 2);
    case 'supply-demand-ratio':
      return supplyDemandRatio(scarcity);
    case 'bill-sharing':
      return 0;
    case 'fixed':
      return price.priceMicrosPerKwh;
  }
};

/** Between the import price where there is no surplus and the feed-in price where there is enough. */
const supplyDemandRatio = (scarcity: Scarcity): number => {
  const { surplusWh, demandWh } = scarcity;
  const [gridAsks, gridPays] = [scarcity.importPriceMicrosPerKwh, scarcity.feedInPriceMicrosPerKwh];
  if (surplusWh >= demandWh) return gridPays;
  const ratio = surplusWh / demandWh;
  const weighted = (gridAsks - gridPays) * ratio + gridPays;
  return weighted === 0 ? gridAsks : roundHalfUp((gridPays * gridAsks) / weighted);
};
