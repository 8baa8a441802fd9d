import type { LinearProgram } from '../linear-program.js';
import { worthAt } from '../worth-at.js';
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
      const { share, worth } = worthAt(programme, column, { row, prices: dual });
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
