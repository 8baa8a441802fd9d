import type { Offer } from '@trueque/contracts';
import { microsFromPrice } from '@trueque/kernel';
import type { GridTariff } from './facts.js';

/** The offer of a peer that is the main grid in any period of the auction. */
export const isGridOffer = ({ role }: Offer): boolean => [role].flat().includes('grid');

/**
 * The prices in a grid peer's offer: its cost is the import price, the value of its bid the feed-in
 * price, in the periods in which it offers or bids any power. Of several steps the dearest counts,
 * of several bids the lowest: an unplanned kWh is the last one the grid would deliver or take.
 */
export const gridTariffOf = (
  peer: { readonly peerId: string; readonly communityId: string },
  offer: Offer,
  periods: number,
): GridTariff => ({
  ...peer,
  importPriceMicrosPerKwh: perPeriod(periods, (period) =>
    extremeOf(Math.max, pricesAt(stepsOf(offer), period)),
  ),
  feedInPriceMicrosPerKwh: perPeriod(periods, (period) =>
    extremeOf(Math.min, pricesAt(bidsOf(offer), period)),
  ),
});

type PerPeriod = number | readonly number[];

interface Step {
  readonly power: PerPeriod;
  readonly price: PerPeriod;
}

/** Generation as steps, in the offer's order. */
export const stepsOf = ({ generation }: Offer): Step[] => {
  if (generation === undefined) return [];
  if ('steps' in generation) {
    return generation.steps.map(({ power, cost }) => ({ power, price: cost }));
  }
  return [{ power: generation.max, price: generation.cost }];
};

export const bidsOf = ({ bids = [] }: Offer): Step[] =>
  bids.map(({ power, value }) => ({ power, price: value }));

/** Prices of the parts that offer or bid any power in a period. */
export const pricesAt = (steps: readonly Step[], period: number): number[] =>
  steps.filter(({ power }) => at(power, period) > 0).map(({ price }) => at(price, period));

export const extremeOf = (
  extreme: (...prices: number[]) => number,
  prices: readonly number[],
): number | null => (prices.length === 0 ? null : microsFromPrice(extreme(...prices)));

const perPeriod = <Value>(periods: number, valueAt: (period: number) => Value): Value[] =>
  Array.from({ length: periods }, (_, period) => valueAt(period));

export const at = (value: PerPeriod, period: number): number =>
  typeof value === 'number' ? value : (value[period] ?? 0);
