import { DisjointSets } from '@trueque/kernel';
import type { Basis, LinearProgram } from './linear-program.js';
import { reducedCosts } from './products.js';

/** What a column or a row's slack is in a basis, as solvers number it. */
export const AT_LOWER = 0;
export const BASIC = 1;
export const AT_UPPER = 2;

/**
 * A basis that was put together from several, with as many basic as there are rows: slacks are given up or
 * taken in where there are more or fewer, and columns are given up only where there is no slack left.
 */
export const evened = ({ columns, rows }: Basis): Basis => {
  const even = { columns: Int32Array.from(columns), rows: Int32Array.from(rows) };
  let surplus = basicCount(columns) + basicCount(rows) - rows.length;
  const swap = (states: Int32Array, from: number, to: number, count: number): number => {
    let left = count;
    for (let index = states.length - 1; index >= 0 && left > 0; index--) {
      if (states[index] !== from) continue;
      states[index] = to;
      left -= 1;
    }
    return left;
  };
  surplus = swap(even.rows, BASIC, AT_LOWER, surplus);
  if (surplus > 0) swap(even.columns, BASIC, AT_LOWER, surplus);
  if (surplus < 0) swap(even.rows, AT_LOWER, BASIC, -surplus);
  return even;
};

const basicCount = (states: Int32Array): number =>
  states.reduce((count, state) => count + Number(state === BASIC), 0);

/** An optimum of which a basis is asked. */
export interface KnownOptimum {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
}

/**
 * A basis of a known optimum: columns whose price is exactly their cost, as many as there are rows and none
 * of them made of others. In a network these are a forest of arcs, each tree hanging on the outside; arcs that
 * are partly used come first. A row that no arc holds keeps its own slack.
 *
 * Where several columns share, an optimum is no corner: those beyond the forest go to their nearer bound, and
 * the solver takes a step for each.
 */
export const basisOf = (programme: LinearProgram, { dual, primal }: KnownOptimum): Basis => {
  const { columnsCount, lower, rowsCount, upper } = programme;
  const columns = new Int32Array(columnsCount);
  const forest = new Forest(programme);
  const [partly, whole] = tightColumns(programme, primal, dual);
  for (const column of [...partly, ...whole]) if (forest.takes(column)) columns[column] = BASIC;
  for (let column = 0; column < columnsCount; column++) {
    if (columns[column] === BASIC) continue;
    const nearerToUpper = upper[column]! - primal[column]! < primal[column]! - lower[column]!;
    columns[column] = nearerToUpper ? AT_UPPER : AT_LOWER;
  }
  return { columns, rows: forest.slacks(rowsCount) };
};

/** Reduced costs and distances below this are noise. */
const NOISE = 1e-9;

/** Columns that cost what they bring: those between their bounds, and those at one; simple ones first. */
const tightColumns = (
  programme: LinearProgram,
  primal: Float64Array,
  dual: Float64Array,
): readonly [partly: number[], whole: number[]] => {
  const { lower, starts, upper } = programme;
  const [partly, whole]: [number[], number[]] = [[], []];
  const isSimple = (column: number) => starts[column + 1]! - starts[column]! <= 2;
  reducedCosts(programme, dual).forEach((reduced, column) => {
    if (Math.abs(reduced) > NOISE || upper[column] === lower[column]) return;
    const room = Math.min(primal[column]! - lower[column]!, upper[column]! - primal[column]!);
    (room > NOISE ? partly : whole).push(column);
  });
  const simpleFirst = (columns: number[]) => [
    ...columns.filter(isSimple),
    ...columns.filter((column) => !isSimple(column)),
  ];
  return [simpleFirst(partly), simpleFirst(whole)];
};

/** Rows as nodes, and one more for the outside, joined by the columns that are taken. */
class Forest {
  private readonly trees: DisjointSets;
  private readonly outside: number;

  constructor(private readonly programme: LinearProgram) {
    this.outside = programme.rowsCount;
    this.trees = new DisjointSets(programme.rowsCount + 1);
  }

  /** Takes a column that joins what was apart; answers whether it did. */
  takes(column: number): boolean {
    const { rows, starts } = this.programme;
    const [from, to] = [starts[column]!, starts[column + 1]!];
    if (from === to) return false;
    const first = rows[from]!;
    if (to - from === 1) return this.trees.join(first, this.outside);
    for (let entry = from + 1; entry < to; entry++) {
      if (this.trees.join(first, rows[entry]!)) return true;
    }
    return false;
  }

  /** A slack for one row of each tree that does not reach the outside. */
  slacks(rowsCount: number): Int32Array {
    const slacks = new Int32Array(rowsCount);
    for (let row = 0; row < rowsCount; row++) {
      if (this.trees.join(row, this.outside)) slacks[row] = BASIC;
    }
    return slacks;
  }
}
