import {
  interiorOptimum,
  type LpSolution,
  type LpSolver,
  preciseDot,
} from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';

/** How a network was solved; both prove the same optimum, so both lead to the same result. */
export type Method = 'lp' | 'decomposition';

/**
 * From so many columns on a market with batteries is decomposed. A simplex method takes a step for every
 * row there is, and each the longer the more rows there are; a decomposition takes a few dozen rounds
 * whatever the size. Below, the simplex method is done before the first rounds are.
 */
export const DECOMPOSED_COLUMNS_MIN = 50_000;

/**
 * Solves the pooled programme. Batteries couple periods, so a large market with batteries is one problem:
 * it is decomposed into its offers, batteries and communities, which meet at prices. What the
 * decomposition ends with counts only as a proof of the whole programme; without one, the solver decides.
 */
export const solveNetwork = (
  { batteries, programme }: Network,
  solver: LpSolver,
  columnsMin = DECOMPOSED_COLUMNS_MIN,
): { readonly method: Method; readonly solution: LpSolution } => {
  if (batteries.length > 0 && programme.columnsCount >= columnsMin) {
    const found = interiorOptimum(programme);
    if (found !== undefined) {
      const { dual, primal, roundsCount } = found;
      const objective = preciseDot(programme.cost, primal);
      return {
        method: 'decomposition',
        solution: { status: 'optimal', objective, primal, dual, iterationsCount: roundsCount },
      };
    }
  }
  return { method: 'lp', solution: solver.solve(programme) };
};
