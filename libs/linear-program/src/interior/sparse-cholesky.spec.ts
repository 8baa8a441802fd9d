import fc from 'fast-check';
import { eliminationOrder, type SymmetricPattern } from './elimination-order.js';
import { NormalEquations } from './normal-equations.js';
import { SparseCholesky } from './sparse-cholesky.js';

type Pair = readonly [row: number, column: number, value: number];

/** A matrix from its upper triangle, as the factorisation wants it. */
const factored = (size: number, pairs: readonly Pair[]): SparseCholesky => {
  const cholesky = new SparseCholesky(patternOf(size, pairs));
  const { place, rows, starts, values } = cholesky;
  for (const [row, column, value] of pairs) {
    const [upper, lower] = [place[row]!, place[column]!].sort((a, b) => a - b);
    for (let entry = starts[lower!]!; entry < starts[lower! + 1]!; entry++) {
      if (rows[entry] === upper) values[entry]! += value;
    }
  }
  cholesky.factor();
  return cholesky;
};

const patternOf = (size: number, pairs: readonly Pair[]): SymmetricPattern => {
  const met = Array.from({ length: size }, () => new Set<number>());
  for (const [row, column] of pairs) {
    if (row === column) continue;
    met[row]!.add(column);
    met[column]!.add(row);
  }
  const starts = Int32Array.of(
    0,
    ...met.map((_, row) => met.slice(0, row + 1).flatMap((set) => [...set]).length),
  );
  return { size, starts, neighbours: Int32Array.from(met.flatMap((set) => [...set])) };
};

describe('a sparse factorisation', () => {
  it('solves a system whose rows meet in a chain', () => {
    const cholesky = factored(3, [
      [0, 0, 4],
      [1, 1, 5],
      [2, 2, 6],
      [0, 1, 1],
      [1, 2, 2],
    ]);
    const solution = cholesky.solve(Float64Array.of(6, 17, 22));
    expect(Array.from(solution, (value) => Number(value.toFixed(12)))).toEqual([1, 2, 3]);
  });

  it('leaves a row that says nothing new at zero', () => {
    const cholesky = factored(2, [
      [0, 0, 1],
      [1, 1, 1],
      [0, 1, -1],
    ]);
    const [first, second] = cholesky.solve(Float64Array.of(2, -2));
    expect(first! - second!).toBeCloseTo(2, 12);
  });

  it('solves the normal equations of whatever columns meet in rows', () => {
    const column = fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 60 }), (columns) => {
        const matrix = {
          starts: Int32Array.of(
            0,
            ...columns.map((_, at) => columns.slice(0, at + 1).flat().length),
          ),
          rows: Int32Array.from(columns.flat()),
          values: Float64Array.from(columns.flat(), (row, at) => ((row + at) % 5) - 2.5),
        };
        const diagonal = Float64Array.from(columns, (_, at) => 1 + (at % 3));
        const equations = new NormalEquations(matrix, 20);
        equations.factor(diagonal);
        const wanted = times(
          matrix,
          diagonal,
          Float64Array.from({ length: 20 }, (_, row) => row - 9),
        );
        const again = times(matrix, diagonal, equations.solve(wanted));
        return again.every(
          (value, row) => Math.abs(value - wanted[row]!) < 1e-6 * (1 + Math.abs(wanted[row]!)),
        );
      }),
    );
  });
});

/** A·D⁻¹·Aᵀ·x, written out. */
const times = (
  { rows, starts, values }: { starts: Int32Array; rows: Int32Array; values: Float64Array },
  diagonal: Float64Array,
  x: Float64Array,
): Float64Array => {
  const answer = new Float64Array(x.length);
  diagonal.forEach((weight, column) => {
    const entries = Array.from(
      { length: starts[column + 1]! - starts[column]! },
      (_, at) => starts[column]! + at,
    );
    const pull =
      entries.reduce((sum, entry) => sum + values[entry]! * x[rows[entry]!]!, 0) / weight;
    for (const entry of entries) answer[rows[entry]!]! += values[entry]! * pull;
  });
  return answer;
};

describe('an order of elimination', () => {
  it('takes the ends of a star before its middle, and every row once', () => {
    const star = patternOf(
      9,
      Array.from({ length: 8 }, (_, end): Pair => [4, end < 4 ? end : end + 1, 1]),
    );
    const order = [...eliminationOrder(star)];
    expect(order.indexOf(4)).toBeGreaterThanOrEqual(7);
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('puts a row that meets everybody last', () => {
    const pairs = Array.from({ length: 200 }, (_, row): Pair => [200, row, 1]);
    expect([...eliminationOrder(patternOf(201, pairs))].at(-1)).toBe(200);
  });
});
