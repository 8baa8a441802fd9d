import type { LinearProgram } from '../linear-program.js';
import type { SilentRow } from './connected-parts.js';

/** A row that holds columns at zero, and the one of them that says what it is worth there. */
export interface PricedSilence {
  readonly row: number;
  /** Undefined where none says so. */
  readonly column: number | undefined;
}

/**
 * Completes prices by those of silent rows: such that none of the columns that a row holds at zero would rather
 * move. Who fell silent last is priced first: what an earlier row holds is that row's to care for.
 */
export const pricesOfSilence = (
  programme: LinearProgram,
  silent: readonly SilentRow[],
  dual: Float64Array,
): readonly PricedSilence[] =>
  silent.toReversed().map(({ columns, row }): PricedSilence => {
    const [least, greatest] = [new Bound(-1), new Bound(1)];
    for (const column of columns) {
      const { share, worth } = worthAt(programme, column, { row, dual });
      (share > 0 ? greatest : least).meet(worth / share, column);
    }
    const bound = Number.isFinite(greatest.worth) ? greatest : least;
    dual[row] = bound === greatest ? greatest.worth : Math.max(least.worth, 0);
    return { row, column: dual[row] === bound.worth ? bound.column : undefined };
  });

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

/** What a unit of a column costs beyond what all rows but one pay for it, and how much of it that row sees. */
const worthAt = (
  { cost, rows, starts, values }: LinearProgram,
  column: number,
  { dual, row }: { readonly row: number; readonly dual: Float64Array },
): { readonly share: number; readonly worth: number } => {
  let [share, worth] = [0, cost[column]!];
  for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
    if (rows[entry] === row) share = values[entry]!;
    else worth -= values[entry]! * dual[rows[entry]!]!;
  }
  return { share, worth };
};
