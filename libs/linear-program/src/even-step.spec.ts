import fc from 'fast-check';
import { highestStep, type Way } from './even-step.js';

interface Column {
  readonly upper: number;
  readonly stiffness: number;
  readonly pull: number;
  readonly margin: number;
}

const COLUMN = fc.record({
  upper: fc.double({ min: 0.1, max: 50, noNaN: true }),
  stiffness: fc.double({ min: 1e-6, max: 10, noNaN: true }),
  pull: fc.constantFrom(-1, 0, 1, 0.9),
  margin: fc.double({ min: -5, max: 5, noNaN: true }),
});

const flowAt = ({ margin, pull, stiffness, upper }: Column, step: number): number =>
  Math.min(upper, Math.max(0, (margin + step * pull) / stiffness));

const wayOf = (columns: readonly Column[]): Way => {
  const list = (of: (column: Column) => number) => Float64Array.from(columns, of);
  return {
    ...{ lower: list(() => 0), upper: list(({ upper }) => upper), target: list(() => 0) },
    ...{ margins: list(({ margin }) => margin), pulls: list(({ pull }) => pull) },
    ...{ stiffness: list(({ stiffness }) => stiffness), from: list((each) => flowAt(each, 0)) },
  };
};

const gainAt = (columns: readonly Column[], step: number): number =>
  columns.reduce((sum, each) => sum + each.pull * (flowAt(each, step) - flowAt(each, 0)), 0);

describe('the highest point on a way', () => {
  it('is where its columns have gained what is wanted, however steep the line', () =>
    fc.assert(
      fc.property(
        fc.array(COLUMN, { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (columns, share) => {
          const rise = share * gainAt(columns, 1e9);
          fc.pre(rise > 1e-3);
          const step = highestStep(wayOf(columns), rise);
          expect(Math.abs(gainAt(columns, step) - rise)).toBeLessThan(1e-6 * (1 + rise));
        },
      ),
    ));

  it('is where nothing moves any more if less can be gained than is wanted', () => {
    const columns = [{ upper: 4, stiffness: 1, pull: 1, margin: -2 }];
    const step = highestStep(wayOf(columns), 100);
    expect([gainAt(columns, step), Number.isFinite(step)]).toEqual([4, true]);
  });

  it('passes over a stretch on which nobody moves', () => {
    const still = { upper: 1, stiffness: 1, pull: 1, margin: -3 };
    expect(highestStep(wayOf([still]), 0.5)).toBeCloseTo(3.5, 9);
  });
});
