import { indices, wholeZeros, zeros } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';
import { SENSE, type Senses } from './price-senses.js';

/** Price of a row = factor × price of its root + shift; a root −1 stands for the constant 1. */
export interface RowTies {
  readonly roots: Int32Array;
  readonly factor: Float64Array;
  readonly shift: Float64Array;
}

const CONSTANT = -1;

/** Ties rows by the columns whose price equals their cost, as far as these have two rows at most. */
export const rowTies = (programme: LinearProgram, senses: Senses): RowTies => {
  const { columnsCount, starts } = programme;
  const ties = new Ties(programme);
  for (let column = 0; column < columnsCount; column++) {
    const size = starts[column + 1]! - starts[column]!;
    if (senses[column] === SENSE.equal && (size === 1 || size === 2)) ties.tie(column);
  }
  return ties;
};

/** Mutable: rows of one root hang on a ring, so that a smaller one moves to a larger by itself. */
class Ties implements RowTies {
  readonly roots: Int32Array;
  readonly factor: Float64Array;
  readonly shift: Float64Array;
  private readonly size: Int32Array;
  private readonly nextInRing: Int32Array;

  constructor(private readonly programme: LinearProgram) {
    const { rowsCount } = programme;
    this.roots = indices(rowsCount);
    this.nextInRing = this.roots.slice();
    this.factor = zeros(rowsCount).fill(1);
    this.shift = zeros(rowsCount);
    this.size = wholeZeros(rowsCount).fill(1);
  }

  /** Joins the smaller class to the larger, so that a row moves at most log₂ times. */
  tie(column: number): void {
    const { cost, rows, starts, values } = this.programme;
    const first = starts[column]!;
    const last = starts[column + 1]! - 1;
    const [a, b] = [rows[first]!, rows[last]!];
    const one = { root: this.roots[a]!, factor: values[first]! * this.factor[a]! };
    const other = { root: this.roots[b]!, factor: values[last]! * this.factor[b]! };
    let left = cost[column]! - values[first]! * this.shift[a]!;
    if (first === last) return this.fix(one, left);
    left -= values[last]! * this.shift[b]!;
    if (one.root === other.root) return;
    if (one.root === CONSTANT) return this.fix(other, left);
    if (other.root === CONSTANT) return this.fix(one, left);
    if (this.size[one.root]! <= this.size[other.root]!) this.join(one, other, left);
    else this.join(other, one, left);
  }

  /** one.factor × p = left */
  private fix(one: Side, left: number): void {
    if (one.root !== CONSTANT) this.move(one.root, CONSTANT, [0, left / one.factor]);
  }

  /** small.factor × p + large.factor × q = left */
  private join(small: Side, large: Side, left: number): void {
    const target = [-large.factor / small.factor, left / small.factor] as const;
    this.move(small.root, large.root, target);
    this.size[large.root]! += this.size[small.root]!;
    const after = this.nextInRing[small.root]!;
    this.nextInRing[small.root] = this.nextInRing[large.root]!;
    this.nextInRing[large.root] = after;
  }

  private move(root: number, target: number, [factor, shift]: readonly [number, number]): void {
    let row = root;
    do {
      this.shift[row] = this.factor[row]! * shift + this.shift[row]!;
      this.factor[row] = this.factor[row]! * factor;
      this.roots[row] = target;
      row = this.nextInRing[row]!;
    } while (row !== root);
  }
}

interface Side {
  readonly root: number;
  /** How often its price counts in the condition. */
  readonly factor: number;
}
