import type { Entry } from './programme-builder.js';

/**
 * The point of a polyhedron that shares best:
 *
 *   min  Σ_j ½·w_j·x_j² + c_j·x_j    subject to   A·x = b,   lower ≤ x ≤ upper,   all w ≥ 0
 *
 * Columns with w > 0 have one answer, which knows nothing of the order of columns. Lower bounds are
 * finite.
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
  readonly cost: number;
}
