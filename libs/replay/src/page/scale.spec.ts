import fc from 'fast-check';
import { scaleOf, ticksOf } from './scale.js';

describe('a scale', () => {
  it('puts its ends where they belong, and stands still where there is nothing to tell apart', () => {
    const scale = scaleOf([10, 20], [100, 0]);
    expect([10, 15, 20].map(scale)).toEqual([100, 50, 0]);
    expect(scaleOf([5, 5], [0, 100])(5)).toBe(0);
  });

  it.each([
    [[0, 97], 5, [0, 20, 40, 60, 80, 100]],
    [[-15.1, 7], 6, [-20, -15, -10, -5, 0, 5, 10]],
    [[0, 0], 4, [0, 0.5]],
  ])('has round steps: %j', (values, count, ticks) => {
    expect(ticksOf(values, count)).toEqual(ticks);
  });

  it('covers every value', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const ticks = ticksOf(values, 5);
        expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values));
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
      }),
    ));
});
