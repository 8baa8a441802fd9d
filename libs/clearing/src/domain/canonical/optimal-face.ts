import { copied } from '@trueque/kernel';
import { largest, type LinearProgram, reducedCosts } from '@trueque/linear-program';

/**
 * Every optimum of a programme, described by one dual solution: x is optimal if and only if it is
 * feasible and complementary to it. So a column whose reduced cost is positive stays at its lower
 * bound, one whose is negative at its upper, and the others are free to move between the two.
 * The face does not depend on which optimal dual described it.
 */
export interface OptimalFace {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Reduced costs below this (currency per kWh) are noise of the last bits; prices have 10⁻⁶. */
const TIE_TOLERANCE = 1e-9;
/** Costs beyond this have noise of their own above it, at sixteen digits. */
const EXACT_COST_MAX = 1e6;

export const optimalFace = (programme: LinearProgram, dual: Float64Array): OptimalFace => {
  const lower = copied(programme.lower);
  const upper = copied(programme.upper);
  const tolerance = TIE_TOLERANCE * Math.max(1, largest(programme.cost) / EXACT_COST_MAX);
  reducedCosts(programme, dual).forEach((reduced, column) => {
    if (reduced > tolerance) upper[column] = lower[column]!;
    else if (reduced < -tolerance) lower[column] = upper[column]!;
  });
  return { lower, upper };
};
