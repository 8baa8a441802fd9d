import type { EvenColumn } from './even-flow-problem.js';
import { forcedColumns } from './forced-columns.js';

const arc = (entries: EvenColumn['entries'], upper = Infinity): EvenColumn => ({
  entries,
  lower: 0,
  upper,
  weight: 1,
  cost: 0,
});

const forced = (columns: readonly EvenColumn[], ...rightHandSide: number[]) =>
  Array.from(forcedColumns({ columns, rightHandSide: Float64Array.from(rightHandSide) }));

describe('columns that a row leaves no choice', () => {
  it('stand at zero where nothing comes in', () => {
    expect(
      forced(
        [
          arc([[0, -1]]),
          arc([
            [0, -1],
            [1, 1],
          ]),
          arc([[1, 1]], 5),
        ],
        0,
        5,
      ),
    ).toEqual([0, 0, 5]);
  });

  it('stand at their limits where all of it is needed', () => {
    expect(forced([arc([[0, 1]], 3), arc([[0, 1]], 4)], 7)).toEqual([3, 4]);
  });

  it('stay free where there is room', () => {
    expect(forced([arc([[0, 1]], 3), arc([[0, 1]], 5)], 7)).toEqual([NaN, NaN]);
  });

  it('pass what they force on to the next row', () => {
    const chain = [
      arc([[0, 1]], 3),
      arc([
        [0, -1],
        [1, 1],
      ]),
      arc([[1, -1]], 3),
      arc([[1, -1]], 9),
    ];
    expect(forced(chain.slice(0, 3), 0, 0)).toEqual([NaN, NaN, NaN]);
    expect(
      forced(
        [
          arc([
            [0, -1],
            [1, 1],
          ]),
          arc([[1, -1]]),
        ],
        0,
        0,
      ),
    ).toEqual([0, 0]);
  });
});
