import { floats, wholeZeros } from '@trueque/kernel';
import type { SparseColumns } from './interior/normal-equations.js';
import type { Entry } from './programme-builder.js';

/**
 * The point of a polyhedron that shares best:
 *
 *   min  Σ_j ½·w_j·(x_j − t_j)² + c_j·x_j    subject to   A·x = b,   lower ≤ x ≤ upper,   all w ≥ 0
 *
 * Columns with w > 0 have one answer, which knows nothing of the order of columns. Lower bounds are
 * finite. What a column is drawn to (t) stands apart from what it costs (c): beside a large cost the small
 * differences that decide who gets how much would be lost.
 */
export interface EvenFlowProblem extends SparseColumns {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly weight: Float64Array;
  readonly target: Float64Array;
  readonly cost: Float64Array;
  readonly rightHandSide: Float64Array;
}

/** What an even flow knows of one column beside its entries. */
export interface EvenTerms {
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  readonly target: number;
  readonly cost: number;
}

export interface EvenColumn extends EvenTerms {
  readonly entries: readonly Entry[];
}

/** A problem told column by column. */
export interface EvenColumns {
  readonly columns: readonly EvenColumn[];
  readonly rightHandSide: Float64Array;
}

export const evenFlowProblem = ({ columns, rightHandSide }: EvenColumns): EvenFlowProblem => {
  const starts = wholeZeros(columns.length + 1);
  columns.forEach(({ entries }, index) => (starts[index + 1] = starts[index]! + entries.length));
  const entries = columns.flatMap((column) => column.entries);
  const list = (name: keyof EvenTerms) =>
    floats(columns.length, (column) => columns[column]![name]);
  return {
    starts,
    rows: Int32Array.from(entries, ([row]) => row),
    values: Float64Array.from(entries, ([, value]) => value),
    lower: list('lower'),
    upper: list('upper'),
    weight: list('weight'),
    target: list('target'),
    cost: list('cost'),
    rightHandSide,
  };
};

export const termsOf = (problem: EvenFlowProblem, column: number): EvenTerms => ({
  lower: problem.lower[column]!,
  upper: problem.upper[column]!,
  weight: problem.weight[column]!,
  target: problem.target[column]!,
  cost: problem.cost[column]!,
});
