import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import { type CountPrices, priceHoursMicrosOf, priceWatch } from './price-watch.decider.js';

const rule = { windowHours: 48, threshold: 10 };
/** One day's auction, counted at so much; currency per kWh times hours. */
const count = (day: number, priceHours: number): CountPrices => ({
  ...{ type: 'CountPrices', marketId: 'harbour', auctionId: `day-${day}`, rule },
  start: `2030-01-0${day}T00:00:00Z`,
  end: `2030-01-0${day + 1}T00:00:00Z`,
  priceHoursMicros: priceHours * 1e6,
});

/** What is told of a series of days, by the type of its events. */
const told = (...days: readonly number[]) => {
  const events = days.reduce<Parameters<typeof priceWatch.evolve>[1][]>((past, price, index) => {
    const decision = priceWatch.decide(count(index + 1, price), fold(priceWatch, past));
    return decision.accepted ? [...past, ...decision.events] : past;
  }, []);
  return events.map(({ type, data }) => `${type} ${data.sumMicros / 1e6}`);
};

describe('the cumulative price', () => {
  it('sums what was published within the window, and no more', () =>
    expect(told(4, 5, 3)).toEqual(['PricesCounted 4', 'PricesCounted 9', 'PricesCounted 8']));

  it('begins administered pricing above the threshold and ends it at or below', () =>
    expect(told(4, 7, 2, 3)).toEqual([
      ...['PricesCounted 4', 'PricesCounted 11', 'AdministeredPricingBegan 11'],
      ...['PricesCounted 9', 'AdministeredPricingEnded 9', 'PricesCounted 5'],
    ]));

  it('counts an auction once', () => {
    const counted = {
      type: 'PricesCounted',
      data: {
        ...{ marketId: 'harbour', auctionId: 'day-1', priceHoursMicros: 1, sumMicros: 1 },
        ...{ start: '2030-01-01T00:00:00Z', end: '2030-01-02T00:00:00Z' },
      },
    } as const;
    given(priceWatch, counted).when(count(1, 4)).thenNothing();
  });

  it('takes the dearest community of every period, for as long as the period is', () => {
    const communities = [{ priceMicrosPerKwh: [100, 300] }, { priceMicrosPerKwh: [200, 50] }];
    expect(priceHoursMicrosOf(communities, 2, 'PT1H')).toBe(500);
    expect(priceHoursMicrosOf(communities, 2, 'PT15M')).toBe(125);
  });
});
