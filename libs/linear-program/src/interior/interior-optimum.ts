import { certify } from '../certificate.js';
import type { LinearProgram } from '../linear-program.js';
import { largest, reducedCosts } from '../products.js';
import { InteriorPoint, type IteratePoint } from './interior-point.js';
import { freeColumns, scaled } from './scaled-problem.js';

/** A primal and a dual vector; where optima are many, in the middle of them, not at a corner. */
export interface InteriorOptimum {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly roundsCount: number;
}

const ROUNDS_MAX = 150;
/** Mean of slack × multiplier at which more rounds only stir noise. */
const COMPLEMENTARITY = 1e-18;
/** Rounds without progress before the best point so far has to do. */
const PATIENCE = 8;

/**
 * Solves a programme from its interior. The method's linear systems fall apart by themselves: every
 * offer, battery and community is eliminated on its own and what is left are the prices at which they
 * meet, so a round costs about as much as there are columns, and rounds hardly grow in number.
 * Undefined where the method does not reach a proof: the programme may be infeasible, or too delicate.
 */
export const interiorOptimum = (programme: LinearProgram): InteriorOptimum | undefined => {
  const found = fromInside(programme, new Float64Array(programme.columnsCount));
  return isProven(programme, found.primal, found.dual) ? found : undefined;
};

/**
 * The same of a programme where the cost of column j rises by `weight[j]` with every unit, from its
 * programme's cost at 0. What it ends with is near the optimum, and proves nothing.
 */
export const fromInside = (programme: LinearProgram, weight: Float64Array): InteriorOptimum => {
  const free = freeColumns(programme);
  const { problem, steepest } = scaled(programme, weight, free);
  const { point, roundsCount } = bestPoint(new InteriorPoint(problem));
  const primal = Float64Array.from(programme.lower);
  free.forEach((column, index) => {
    const amount = programme.lower[column]! + point.flow[index]! * problem.size;
    primal[column] = Math.min(programme.upper[column]!, amount);
  });
  return { primal, dual: point.prices.map((price) => price * steepest), roundsCount };
};

const bestPoint = (method: InteriorPoint): { point: IteratePoint; roundsCount: number } => {
  let point = method.point();
  let bestRound = 0;
  let round = 0;
  while (round++ < ROUNDS_MAX && method.improve()) {
    const next = method.point();
    if (next.merit < point.merit) [point, bestRound] = [next, round];
    if (next.complementarity < COMPLEMENTARITY || round - bestRound > PATIENCE) break;
  }
  return { point, roundsCount: round };
};

/** What floating point may leave of a perfect proof: relative, and in the unit of the costs. */
const GAP = 1e-10;
/** As a share of the largest amount a row asks for. */
const IMBALANCE = 1e-8;
/** A column is either worth its cost or at a bound: never this far from both. */
const TIE = 1e-9;
const OFF_BOUND = 1e-6;

const isProven = (programme: LinearProgram, primal: Float64Array, dual: Float64Array): boolean => {
  const proof = certify(programme, primal, dual);
  const { lower, upper } = programme;
  return (
    proof.gap <= GAP &&
    proof.dualInfeasibility <= TIE &&
    proof.primalInfeasibility <= IMBALANCE * Math.max(1, largest(programme.rightHandSide)) &&
    reducedCosts(programme, dual).every((reduced, column) => {
      const fromBound =
        reduced > 0 ? primal[column]! - lower[column]! : upper[column]! - primal[column]!;
      return Math.abs(reduced) <= TIE || fromBound <= OFF_BOUND;
    })
  );
};
