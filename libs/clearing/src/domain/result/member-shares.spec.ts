import fc from 'fast-check';
import { wholeAbove, wholeParts } from './member-shares.js';
import { WHOLE } from './round-arcs.js';

describe('whole parts', () => {
  it('give the odd watt-hours to the largest remainders, ties to the first', () => {
    expect(wholeParts(100, [33.3, 33.4, 33.3], [34, 34, 34])).toEqual([33, 34, 33]);
    expect(wholeParts(100, [100 / 3, 100 / 3, 100 / 3], [34, 34, 34])).toEqual([34, 33, 33]);
  });

  it('take back what ways to oneself were rounded up by', () => {
    expect(wholeParts(5, [2.4, 2.2, 1.4], [3, 3, 2])).toEqual([2, 2, 1]);
    expect(wholeParts(4, [2.4, 2.2, 1.4], [3, 3, 2])).toEqual([2, 1, 1]);
  });

  it('make up a total that lies between, and none is above its due', () =>
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, max: 50, noNaN: true }), { minLength: 1 }),
        (exact) => {
          const sum = exact.reduce((all, wh) => all + wh, 0);
          const caps = wholeAbove(exact);
          const total = Math.max(0, Math.ceil(sum - WHOLE));
          const parts = wholeParts(total, exact, caps);
          expect(parts.reduce((all, wh) => all + wh, 0)).toBe(total);
          expect(parts.every((wh, index) => wh <= caps[index]!)).toBe(true);
        },
      ),
    ));
});
