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
      /** The corner it is, where the method ends at one. */
      readonly basis?: Basis | undefined;
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

/** A basis to start from. */
export interface Start extends Basis {
  /** After so many steps it was none to start from, and nothing is proven. */
  readonly stepsMax?: number;
  /** Its values keep every row and bound: the solver goes on by bettering them, and need not find others first. */
  readonly isServing?: boolean;
}

/** A programme, and where to start. */
export interface Problem {
  readonly programme: LinearProgram;
  readonly start?: Start | undefined;
}

/** A solver as a value: what waits for it to load has waited before. Calls block the thread they run on. */
export interface LpSolver {
  readonly name: string;
  readonly version: string;
  /** All that it is told to do otherwise than by default. */
  readonly options: SolverOptions;
  /** From `start` on where one is given, which the answer does not depend on. */
  solve(programme: LinearProgram, start?: Start): LpSolution;
  /** Where others can help: problems that share nothing, side by side, answered in their order. */
  solveAll?(problems: readonly Problem[]): readonly LpSolution[];
}

/** Answers problems that share nothing; alone one after the other, up to the first that has no optimum. */
export const solveEach = (
  solver: LpSolver,
  problems: readonly Problem[],
): readonly LpSolution[] => {
  if (solver.solveAll !== undefined && problems.length > 1) return solver.solveAll(problems);
  const solutions: LpSolution[] = [];
  for (const { programme, start } of problems) {
    const solution = solver.solve(programme, start);
    solutions.push(solution);
    if (solution.status !== 'optimal') break;
  }
  return solutions;
};
