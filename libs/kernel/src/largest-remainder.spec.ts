import fc from 'fast-check';
import { splitByLargestRemainder } from './largest-remainder.js';

describe('a split by largest remainder', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [1000, [333, 333, 334], [333, 333, 334]],
    [8, [5, 5, 10], [2, 2, 4]],
    [7, [0, 2, 0], [0, 7, 0]],
    [0, [1, 2], [0, 0]],
  ])('divides %d over %j as %j', (total, weights, parts) => {
    expect(splitByLargestRemainder(total, weights)).toEqual(parts);
  });

  it('gives nothing to nobody', () => {
    expect(splitByLargestRemainder(5, [])).toEqual([]);
    expect(splitByLargestRemainder(5, [0, 0])).toEqual([0, 0]);
  });

  it('loses no unit, and no part is more than one away from its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const parts = splitByLargestRemainder(total, weights);
          const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
          if (weightSum === 0) return parts.every((part) => part === 0);
          return (
            parts.reduce((sum, part) => sum + part, 0) === total &&
            parts.every((part, index) => Math.abs(part - (total * weights[index]!) / weightSum) < 1)
          );
        },
      ),
    );
  });

  it('does not let the last bits of a weight decide who gets the odd unit', () => {
    expect(splitByLargestRemainder(1, [0.1 + 0.2, 0.3])).toEqual([1, 0]);
    expect(splitByLargestRemainder(1, [0.3, 0.1 + 0.2])).toEqual([1, 0]);
  });
});
