import type { Offer, PriceLimits, PriceObjection } from '@trueque/contracts';

type PerPeriod = number | readonly number[];

interface Objection {
  readonly reason: PriceObjection;
  readonly detail: string;
}

/** Why an offer is outside of what the market lets a price be; prices in currency per kWh. */
export const priceObjection = (
  offer: Offer,
  { cap = Infinity, floor = 0 }: PriceLimits,
): Objection | undefined => {
  const prices = pricesOf(offer);
  const [above, below] = [
    prices.find((price) => price > cap),
    prices.find((price) => price < floor),
  ];
  if (above !== undefined)
    return {
      reason: 'price-above-cap',
      detail: `a price of ${above} is above the cap of ${cap}. Offer at ${cap} at most.`,
    };
  return below === undefined
    ? undefined
    : {
        reason: 'price-below-floor',
        detail: `a price of ${below} is below the floor of ${floor}. Offer at ${floor} at least.`,
      };
};

/** What it sells and buys at; wear of a battery and costs of a way are no prices of energy. */
const pricesOf = ({ generation, bids = [] }: Offer): readonly number[] => {
  const costs: readonly PerPeriod[] =
    generation === undefined
      ? []
      : 'steps' in generation
        ? generation.steps.map(({ cost }) => cost)
        : [generation.cost];
  return [...costs, ...bids.map(({ value }) => value)].flat();
};
