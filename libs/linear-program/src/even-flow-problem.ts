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
export interface EvenFlowProblem {
  readonly columns: readonly EvenColumn[];
  readonly rightHandSide: Float64Array;
}

export interface EvenColumn {
  readonly entries: readonly Entry[];
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  readonly target: number;
  readonly cost: number;
}
