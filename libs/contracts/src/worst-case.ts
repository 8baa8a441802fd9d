import { microsFromPrice, nanosOf, roundHalfUp } from '@trueque/kernel';
import type { Offer } from './case-file.js';

/** The auction that offers are for. */
export interface Delivery {
  readonly periods: number;
  readonly hours: number;
  /** What lost load costs, where the market curtails; currency per kWh. */
  readonly curtailAt?: number | undefined;
}

type PerPeriod = number | readonly number[];

const at = (value: PerPeriod, period: number): number =>
  typeof value === 'number' ? value : (value[period] ?? 0);

/**
 * The most that an offer may come to have to pay, 10⁻⁹ currency: its bids at their own value, and
 * load that must be met (a battery's charge too) at the dearest price that the book can have.
 */
export const worstCaseNanos = (offer: Offer, dearestPrice: number, delivery: Delivery): bigint => {
  let nanos = 0n;
  for (let period = 0; period < delivery.periods; period += 1) {
    const cost = (powerKw: number, price: number) =>
      nanosOf(roundHalfUp(powerKw * delivery.hours * 1_000), microsFromPrice(price));
    const firmKw = at(offer.load ?? 0, period) + at(offer.storage?.charge ?? 0, period);
    nanos += cost(firmKw, dearestPrice);
    for (const { power, value } of offer.bids ?? []) {
      nanos += cost(at(power, period), at(value, period));
    }
  }
  return nanos;
};

/** Whether an offer may come to buy anything: it has load, bids, or a battery that charges. */
export const mayBuy = ({ load = 0, bids = [], storage }: Offer): boolean =>
  [load, storage?.charge ?? 0, ...bids.map(({ power }) => power)].some(
    (power) => largest(power) > 0,
  );

/**
 * The dearest price that a kWh can have: what supply costs with its way, what a buyer would give
 * for it (a bid may set the price of all), or the price of lost load.
 */
export const dearestPriceOf = (offers: Iterable<Offer>, delivery: Delivery): number => {
  let dearest = delivery.curtailAt ?? 0;
  for (const { generation, exportCost = 0, bids = [] } of offers) {
    const costs = generation ? costsOf(generation) : [];
    const asked = costs.map((cost) => largest(cost) + largest(exportCost));
    const given = bids.map(({ value }) => largest(value));
    dearest = Math.max(dearest, ...asked, ...given);
  }
  return dearest;
};

const costsOf = (generation: NonNullable<Offer['generation']>): readonly PerPeriod[] =>
  'steps' in generation ? generation.steps.map(({ cost }) => cost) : [generation.cost];

const largest = (value: PerPeriod): number =>
  typeof value === 'number' ? value : value.reduce((most, each) => Math.max(most, each), 0);
