/**
 * A linear programme as data, in typed arrays:
 *
 *   min cᵀx   subject to   A·x = b,   lower ≤ x ≤ upper
 *
 * Rows are equalities: an inequality has a slack column, so that "which columns may move without
 * cost" is all there is to know about a set of optima. A is stored by column (CSC).
 */
export interface LinearProgram {
  readonly columnsCount: number;
  readonly rowsCount: number;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rightHandSide: Float64Array;
  /** Entries of column j are `starts[j]` … `starts[j + 1] − 1` of `rows` and `values`. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** What a solver answers. Only `optimal` may become a price: a limit reached is `not-proven`. */
export type LpSolution =
  | {
      readonly status: 'optimal';
      readonly objective: number;
      readonly primal: Float64Array;
      /** Dual value of each row: what one more unit of its right hand side costs. */
      readonly dual: Float64Array;
      readonly iterationsCount: number;
    }
  | {
      readonly status: 'infeasible' | 'unbounded' | 'not-proven';
      /** The solver's own words. */
      readonly detail: string;
    };

/** What a solver is told, in its own words. */
export type SolverOptions = Readonly<Record<string, string | number | boolean>>;

/** Where a solver is to start: what each column and row is; see `basisOf`. */
export interface Basis {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** A solver as a value: what waits for it to load has waited before. Calls block the thread they run on. */
export interface LpSolver {
  readonly name: string;
  readonly version: string;
  /** All that it is told to do otherwise than by default. */
  readonly options: SolverOptions;
  /** From `start` on where one is given, which the answer does not depend on. */
  solve(programme: LinearProgram, start?: Basis): LpSolution;
}
