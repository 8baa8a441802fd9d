import fc from 'fast-check';
import { certify } from '../certificate.js';
import { preciseDot } from '../products.js';
import { ProgrammeBuilder } from '../programme-builder.js';
import { fromInside, interiorOptimum } from './interior-optimum.js';

/** Sellers with a capacity and a cost serve one load; whatever else there is costs 100. */
const meritOrder = (
  sellers: readonly (readonly [capacity: number, cost: number])[],
  load: number,
) => {
  const builder = new ProgrammeBuilder();
  const row = builder.addRow(load);
  for (const [upper, cost] of sellers) builder.addColumn({ cost, upper, entries: [[row, 1]] });
  builder.addColumn({ cost: 100, entries: [[row, 1]] });
  return builder.build();
};

/** The same by hand: the cheapest first. */
const cheapest = (
  sellers: readonly (readonly [capacity: number, cost: number])[],
  load: number,
): number => {
  let [left, cost] = [load, 0];
  for (const [capacity, price] of sellers.toSorted(([, a], [, b]) => a - b)) {
    cost += Math.min(capacity, left) * price;
    left -= Math.min(capacity, left);
  }
  return cost + left * 100;
};

describe('an optimum found from the interior', () => {
  it('is the merit order where sellers serve one load', () => {
    const seller = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(seller, { maxLength: 20 }),
        fc.integer({ min: 1, max: 300 }),
        (sellers, load) => {
          const programme = meritOrder(sellers, load);
          const answer = interiorOptimum(programme);
          const cost =
            answer === undefined ? Number.NaN : preciseDot(programme.cost, answer.primal);
          return Math.abs(cost - cheapest(sellers, load)) < 1e-7 * Math.max(1, cost);
        },
      ),
    );
  });

  it('proves itself, and lies between equal sellers', () => {
    const programme = meritOrder(
      [
        [10, 2],
        [10, 2],
      ],
      8,
    );
    const answer = interiorOptimum(programme)!;
    expect(certify(programme, answer.primal, answer.dual).gap).toBeLessThan(1e-10);
    expect(answer.primal[0]).toBeCloseTo(4, 6);
    expect(answer.dual[0]).toBeCloseTo(2, 9);
  });

  it('leaves columns without room where they are', () => {
    const builder = new ProgrammeBuilder();
    const row = builder.addRow(5);
    builder.addColumn({ cost: 7, lower: 3, upper: 3, entries: [[row, 1]] });
    builder.addColumn({ cost: 1, upper: 9, entries: [[row, 1]] });
    expect(interiorOptimum(builder.build())?.primal[0]).toBe(3);
  });

  it('is not claimed where nothing is feasible', () => {
    const builder = new ProgrammeBuilder();
    const row = builder.addRow(5);
    builder.addColumn({ cost: 1, upper: 2, entries: [[row, 1]] });
    expect(interiorOptimum(builder.build())).toBeUndefined();
  });

  it('comes near the top where costs rise with the flow', () => {
    const programme = meritOrder(
      [
        [10, 2],
        [10, 1],
        [1, 1],
      ],
      8,
    );
    // 2 + x = 1 + ½·y, and the third is full.
    const { dual, primal } = fromInside(programme, Float64Array.of(1, 0.5, 0, 0));
    [5 / 3, 16 / 3, 1, 0].forEach((amount, column) =>
      expect(primal[column]).toBeCloseTo(amount, 6),
    );
    expect(dual[0]).toBeCloseTo(2 + 5 / 3, 6);
  });
});
