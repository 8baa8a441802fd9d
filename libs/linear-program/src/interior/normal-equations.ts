import type { SymmetricPattern } from './elimination-order.js';
import { SparseCholesky } from './sparse-cholesky.js';

/** Entries of column j are `starts[j]` … `starts[j + 1] − 1` of `rows` and `values`. */
export interface SparseColumns {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** A·D⁻¹·Aᵀ of one matrix A while the diagonal D changes: order and pattern are found once. */
export class NormalEquations {
  private readonly cholesky: SparseCholesky;
  /** The products of a column's entries: where in the matrix, of which column, how much. */
  private readonly places: Int32Array;
  private readonly owners: Int32Array;
  private readonly products: Float64Array;

  constructor(
    private readonly matrix: SparseColumns,
    rowsCount: number,
  ) {
    const byRow = columnsByRow(matrix, rowsCount);
    this.cholesky = new SparseCholesky(patternOf(matrix, byRow, rowsCount));
    const count = productsCount(matrix);
    this.places = new Int32Array(count);
    this.owners = new Int32Array(count);
    this.products = new Float64Array(count);
    this.findProducts(byRow);
  }

  factor(diagonal: Float64Array): void {
    const { owners, places, products } = this;
    const { values } = this.cholesky;
    values.fill(0);
    for (let index = 0; index < places.length; index++) {
      values[places[index]!]! += products[index]! / diagonal[owners[index]!]!;
    }
    this.cholesky.factor();
  }

  solve(rightHandSide: Float64Array): Float64Array {
    return this.cholesky.solve(rightHandSide);
  }

  /** Row by row in elimination order, so that a row's places are known while its columns are looked at. */
  private findProducts({ entries, starts: rowStarts }: ColumnsByRow): void {
    const { rows, starts, values } = this.matrix;
    const { order, place, rows: met, starts: metStarts } = this.cholesky;
    const placeOf = new Int32Array(order.length);
    const columnOf = ownersOf(this.matrix);
    let end = 0;
    order.forEach((row, at) => {
      for (let index = metStarts[at]!; index < metStarts[at + 1]!; index++) {
        placeOf[met[index]!] = index;
      }
      for (let index = rowStarts[row]!; index < rowStarts[row + 1]!; index++) {
        const own = entries[index]!;
        const column = columnOf[own]!;
        for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
          const other = place[rows[entry]!]!;
          if (other > at) continue;
          this.places[end] = placeOf[other]!;
          this.owners[end] = column;
          this.products[end++] = values[own]! * values[entry]!;
        }
      }
    });
  }
}

/** Entries of the matrix by row: those of row r are `starts[r]` … of `entries`. */
export interface ColumnsByRow {
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

export const columnsByRow = ({ rows }: SparseColumns, rowsCount: number): ColumnsByRow => {
  const starts = new Int32Array(rowsCount + 1);
  for (const row of rows) starts[row + 1]! += 1;
  for (let row = 0; row < rowsCount; row++) starts[row + 1]! += starts[row]!;
  const end = Int32Array.from(starts);
  const entries = new Int32Array(rows.length);
  rows.forEach((row, entry) => (entries[end[row]!++] = entry));
  return { starts, entries };
};

export const ownersOf = ({ rows, starts }: SparseColumns): Int32Array => {
  const owners = new Int32Array(rows.length);
  for (let column = 0; column + 1 < starts.length; column++) {
    owners.fill(column, starts[column], starts[column + 1]);
  }
  return owners;
};

const productsCount = ({ starts }: SparseColumns): number => {
  let count = 0;
  for (let column = 0; column + 1 < starts.length; column++) {
    const entries = starts[column + 1]! - starts[column]!;
    count += (entries * (entries + 1)) / 2;
  }
  return count;
};

/** Rows meet where a column has entries in both. */
const patternOf = (
  matrix: SparseColumns,
  { entries, starts: rowStarts }: ColumnsByRow,
  size: number,
): SymmetricPattern => {
  const columnOf = ownersOf(matrix);
  const mark = new Int32Array(size).fill(-1);
  const starts = new Int32Array(size + 1);
  const neighbours = new Int32Array(2 * productsCount(matrix));
  let end = 0;
  const meet = (row: number, column: number): void => {
    for (let entry = matrix.starts[column]!; entry < matrix.starts[column + 1]!; entry++) {
      const other = matrix.rows[entry]!;
      if (mark[other] === row) continue;
      mark[other] = row;
      neighbours[end++] = other;
    }
  };
  for (let row = 0; row < size; row++) {
    mark[row] = row;
    for (let index = rowStarts[row]!; index < rowStarts[row + 1]!; index++) {
      meet(row, columnOf[entries[index]!]!);
    }
    starts[row + 1] = end;
  }
  return { size, starts, neighbours: neighbours.slice(0, end) };
};
