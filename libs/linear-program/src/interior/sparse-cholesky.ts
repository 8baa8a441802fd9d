import { eliminationOrder, type SymmetricPattern } from './elimination-order.js';
import { eliminationTree, placesIn, postorder, upperTriangle } from './elimination-tree.js';

/** Pivots below this share of the row's own weight are rounding noise. */
const DEPENDENT = 1e-13;
const UNMOVABLE = 1e128;

/**
 * Factors of symmetric positive definite matrices that keep one pattern while their values change:
 * L·D·Lᵀ with an elimination tree (Davis, "Algorithm 849: a concise sparse Cholesky factorization
 * package", 2005), rows ordered by least degree so that networks fill in hardly at all.
 */
export class SparseCholesky {
  /** Place of each row in the order of elimination. */
  readonly place: Int32Array;
  readonly order: Int32Array;
  /** Upper triangle by column, in elimination order: entries of column j are `starts[j]` … . */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  /** To be filled before `factor`. */
  readonly values: Float64Array;
  private readonly size: number;
  private readonly parent: Int32Array;
  private readonly factorStarts: Int32Array;
  private readonly factorRows: Int32Array;
  private readonly factorValues: Float64Array;
  private readonly diagonal: Float64Array;
  private readonly work: Float64Array;
  private readonly path: Int32Array;
  private readonly mark: Int32Array;
  private readonly filled: Int32Array;

  constructor(pattern: SymmetricPattern) {
    const { size } = pattern;
    this.size = size;
    this.order = localOrder(pattern);
    this.place = placesIn(this.order);
    const { rows, starts } = upperTriangle(pattern, this.order);
    this.starts = starts;
    this.rows = rows;
    this.values = new Float64Array(rows.length);
    this.work = new Float64Array(size);
    this.path = new Int32Array(size);
    this.mark = new Int32Array(size);
    this.filled = new Int32Array(size);
    const { factorStarts, parent } = eliminationTree({ starts, rows });
    this.parent = parent;
    this.factorStarts = factorStarts;
    this.factorRows = new Int32Array(factorStarts[size]!);
    this.factorValues = new Float64Array(factorStarts[size]!);
    this.diagonal = new Float64Array(size);
  }

  factor(): void {
    const { diagonal, filled, mark, path, size, work } = this;
    work.fill(0);
    mark.fill(-1);
    filled.fill(0);
    for (let column = 0; column < size; column++) {
      const top = this.scatter(column);
      const given = work[column]!;
      diagonal[column] = given;
      work[column] = 0;
      for (let index = top; index < size; index++) this.eliminate(path[index]!, column);
      // A row that others already say: leave its unknown at zero.
      if (!(diagonal[column]! > DEPENDENT * given)) diagonal[column] = UNMOVABLE;
    }
  }

  /** x with L·D·Lᵀ·x = b. */
  solve(rightHandSide: Float64Array): Float64Array {
    const { diagonal, factorRows, factorStarts, factorValues, place, size } = this;
    const x = new Float64Array(size);
    for (let row = 0; row < size; row++) x[place[row]!] = rightHandSide[row]!;
    for (let column = 0; column < size; column++) {
      const amount = x[column]!;
      if (amount === 0) continue;
      for (let entry = factorStarts[column]!; entry < factorStarts[column + 1]!; entry++) {
        x[factorRows[entry]!]! -= factorValues[entry]! * amount;
      }
    }
    for (let column = size - 1; column >= 0; column--) {
      let amount = x[column]! / diagonal[column]!;
      for (let entry = factorStarts[column]!; entry < factorStarts[column + 1]!; entry++) {
        amount -= factorValues[entry]! * x[factorRows[entry]!]!;
      }
      x[column] = amount;
    }
    return Float64Array.from(place, (at) => x[at]!);
  }

  /** Puts a column into `work` and the rows of L it meets, in elimination order, at the end of `path`. */
  private scatter(column: number): number {
    const { mark, parent, path, rows, starts, values, work } = this;
    let top = this.size;
    mark[column] = column;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      const first = rows[entry]!;
      work[first]! += values[entry]!;
      let length = 0;
      for (let row = first; mark[row] !== column; row = parent[row]!) {
        path[length++] = row;
        mark[row] = column;
      }
      while (length > 0) path[--top] = path[--length]!;
    }
    return top;
  }

  private eliminate(row: number, column: number): void {
    const { factorRows, factorValues, work } = this;
    const value = work[row]!;
    work[row] = 0;
    const start = this.factorStarts[row]!;
    const end = start + this.filled[row]!;
    for (let entry = start; entry < end; entry++) {
      work[factorRows[entry]!]! -= factorValues[entry]! * value;
    }
    const scaled = value / this.diagonal[row]!;
    this.diagonal[column]! -= scaled * value;
    factorRows[end] = column;
    factorValues[end] = scaled;
    this.filled[row]! += 1;
  }
}

/** The order of least fill, arranged so that rows that update one another lie near one another in memory. */
const localOrder = (pattern: SymmetricPattern): Int32Array => {
  const order = eliminationOrder(pattern);
  const { parent } = eliminationTree(upperTriangle(pattern, order));
  return postorder(parent).map((place) => order[place]!);
};
