import { PrecisePrices } from './precise-prices.js';

/** Two rows; one column takes from the first and brings so much to the second. */
const passing = (gain: number) => ({
  starts: Int32Array.of(0, 2),
  rows: Int32Array.of(0, 1),
  values: Float64Array.of(-1, gain),
});

describe('precise prices', () => {
  it('keep a small step beside a large price', () => {
    const prices = new PrecisePrices(2);
    prices.move(Float64Array.of(4096, 8192), 1);
    prices.move(Float64Array.of(0, 1), 2 ** -60);
    expect(prices.margins(passing(1), Float64Array.of(4096))[0]).toBe(2 ** -60);
  });

  it('lose nothing where a way loses a share', () => {
    const prices = new PrecisePrices(2);
    prices.move(Float64Array.of(0.9 * 4096, 4096), 1);
    // What 0.9 × 4096 was rounded by is all that is left.
    const rounded = Number(
      BigInt(0.9 * 2 ** 53) * 4096n - BigInt(0.9 * 4096 * 2 ** 41) * 2n ** 12n,
    );
    expect(prices.margins(passing(0.9), Float64Array.of(0))[0]).toBe(rounded / 2 ** 53);
  });
});
