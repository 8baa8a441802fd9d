import { columnsByRow, ownersOf } from '../interior/normal-equations.js';
import type { LinearProgram } from '../linear-program.js';

/** A row that holds its columns at zero, and the one of them that says what it is worth there. */
export interface SilentRow {
  readonly row: number;
  /** Undefined where none says so. */
  readonly column: number | undefined;
}

/**
 * Completes prices by those of silent rows: such that none of the columns that a row holds at zero would rather
 * move. Who fell silent last knows the prices of all others that its columns meet.
 */
export const pricesOfSilence = (
  programme: LinearProgram,
  silent: readonly number[],
  dual: Float64Array,
): readonly SilentRow[] => {
  const { entries, starts } = columnsByRow(programme, programme.rowsCount);
  const owners = ownersOf(programme);
  return silent.toReversed().map((row): SilentRow => {
    const [least, greatest] = [new Bound(-1), new Bound(1)];
    for (const entry of entries.subarray(starts[row], starts[row + 1])) {
      const [column, value] = [owners[entry]!, programme.values[entry]!];
      // Where a column could not move anyway, any price will do.
      if (programme.upper[column] === 0) continue;
      const worth = worthWithout(programme, column, { row, dual }) / value;
      (value > 0 ? greatest : least).meet(worth, column);
    }
    const bound = Number.isFinite(greatest.worth) ? greatest : least;
    dual[row] = bound === greatest ? greatest.worth : Math.max(least.worth, 0);
    return { row, column: dual[row] === bound.worth ? bound.column : undefined };
  });
};

/** The tightest bound that columns put on a price, from above (1) or from below (−1). */
class Bound {
  worth: number;
  column: number | undefined;

  constructor(private readonly side: 1 | -1) {
    this.worth = side * Infinity;
  }

  meet(worth: number, column: number): void {
    if (worth * this.side >= this.worth * this.side) return;
    this.worth = worth;
    this.column = column;
  }
}

/** What a unit of a column costs beyond what all rows but one pay for it. */
const worthWithout = (
  { cost, rows, starts, values }: LinearProgram,
  column: number,
  { dual, row }: { readonly row: number; readonly dual: Float64Array },
): number => {
  let worth = cost[column]!;
  for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
    if (rows[entry] !== row) worth -= values[entry]! * dual[rows[entry]!]!;
  }
  return worth;
};
