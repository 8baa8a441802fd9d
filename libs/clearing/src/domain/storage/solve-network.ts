import {
  type Basis,
  interiorOptimum,
  type LpSolution,
  type LpSolver,
  preciseDot,
  solveApart,
} from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';
import { type CarriedBasis, startFrom } from './carried-basis.js';
import { basisOfResponse } from './responding-batteries.js';

/** How a network was solved; all prove the same optimum, so all lead to the same result. */
export type Method = 'lp' | 'decomposition';

/** From so many columns on it pays to look for a start before a market with batteries is solved. */
export const LARGE_COLUMNS_MIN = 50_000;

/** A start from which the solver takes more steps than these, and a share of the rows, was none. */
const STEPS_MAX = 100;
const STEPS_PER_ROW_MAX = 0.75;

export interface Ways {
  readonly columnsMin?: number;
  /** Where an earlier day of the same market ended. */
  readonly carried?: CarriedBasis | undefined;
}

export interface Solved {
  readonly method: Method;
  readonly solution: LpSolution;
}

/**
 * Solves the pooled programme. Batteries couple periods, so a large market with batteries is one problem, and what
 * a simplex method takes for it depends on where it starts: near an earlier day, or near the same day with its
 * batteries idle, it is done in a fraction of the steps. Where neither leads to a proof, the market is decomposed
 * into its offers, batteries and communities, which meet at prices; without a proof from there, the solver starts
 * from nothing.
 */
export const solveNetwork = (
  network: Network,
  solver: LpSolver,
  { carried, columnsMin = LARGE_COLUMNS_MIN }: Ways = {},
): Solved => {
  const { batteries, programme } = network;
  const isLarge = batteries.length > 0 && programme.columnsCount >= columnsMin;
  if (carried !== undefined && batteries.length > 0) {
    const near = solvedFrom(network, startFrom(network, carried), solver);
    if (near !== undefined) return near;
  }
  if (!isLarge) return { method: 'lp', solution: solver.solve(programme) };
  return (
    solvedFrom(network, basisOfResponse(network, solver), solver) ??
    decomposed(network) ?? { method: 'lp', solution: solveApart(programme, solver) }
  );
};

/** Each connected part alone; undefined where the start does not lead to a proof. */
const solvedFrom = (
  { programme }: Network,
  start: Basis | undefined,
  solver: LpSolver,
): Solved | undefined => {
  if (start === undefined) return undefined;
  const stepsMax = Math.ceil(STEPS_MAX + programme.rowsCount * STEPS_PER_ROW_MAX);
  const solution = solveApart(programme, solver, { ...start, stepsMax });
  return solution.status === 'not-proven' ? undefined : { method: 'lp', solution };
};

/** What the interior ends with counts only as a proof of the whole programme. */
export const decomposed = ({ programme }: Network): Solved | undefined => {
  const found = interiorOptimum(programme);
  if (found === undefined) return undefined;
  const { dual, primal, roundsCount: iterationsCount } = found;
  const objective = preciseDot(programme.cost, primal);
  return {
    method: 'decomposition',
    solution: { status: 'optimal', objective, primal, dual, iterationsCount },
  };
};
