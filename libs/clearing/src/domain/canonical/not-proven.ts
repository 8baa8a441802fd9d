import type { LinearProgram, LpSolution, LpSolver } from '@trueque/linear-program';

/** The solver stopped without a proven optimum: no price may come of it. */
export class NotProven extends Error {
  override readonly name = 'NotProven';
}

/** For programmes that are known to have an optimum. */
export const solveOrThrow = (
  solver: LpSolver,
  programme: LinearProgram,
): Extract<LpSolution, { status: 'optimal' }> => {
  const solution = solver.solve(programme);
  if (solution.status === 'optimal') return solution;
  throw new NotProven(`${solver.name} answered "${solution.detail}" on the optimal face`);
};
