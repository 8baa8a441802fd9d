import { dearestPriceOf, mayBuy, worstCaseNanos } from './worst-case.js';

describe('the worst case of an offer', () => {
  const delivery = { periods: 2, hours: 0.5 };

  it('has bids at their value, and load and charging at the dearest price', () =>
    expect(
      worstCaseNanos(
        {
          role: 'consumer',
          load: [2, 4],
          bids: [{ power: 2, value: [0.1, 0.3] }],
          storage: { capacity: 5, initial: 0, final: 'free', charge: 1, discharge: 1 },
        },
        0.5,
        delivery,
      ),
    ).toBe(2_400_000_000n)); // (3 + 3) kWh × 0.5 … 4 kWh × 0.5 + 0.4

  it('knows the dearest price: a generator’s with its way, a bid’s, or that of lost load', () => {
    const offers = [
      { role: 'producer' as const, generation: { max: 1, cost: [0.1, 0.4] }, exportCost: 0.05 },
      { role: 'grid' as const, generation: { steps: [{ power: 1, cost: 0.3 }] } },
    ];
    expect(dearestPriceOf(offers, delivery)).toBeCloseTo(0.45, 9);
    const eager = { role: 'consumer' as const, bids: [{ power: 1, value: [0.7, 0.2] }] };
    expect(dearestPriceOf([...offers, eager], delivery)).toBe(0.7);
    expect(dearestPriceOf(offers, { ...delivery, curtailAt: 3 })).toBe(3);
  });

  it('is nothing where an offer only sells', () => {
    const battery = { capacity: 5, initial: 5, final: 'free' as const, charge: 0, discharge: 1 };
    const sale = { generation: { max: 5, cost: 0.1 }, load: [0, 0], storage: battery };
    expect(mayBuy({ role: 'prosumer', ...sale })).toBe(false);
    expect(mayBuy({ role: 'prosumer', ...sale, load: [0, 1] })).toBe(true);
    expect(mayBuy({ role: 'consumer', bids: [{ power: 1, value: 0 }] })).toBe(true);
    expect(mayBuy({ role: 'prosumer', storage: { ...battery, charge: 1 } })).toBe(true);
  });
});
