import { zeros } from '@trueque/kernel';
import type { LinearProgram } from './linear-program.js';
import { largest, preciseDot, reducedCosts, rowResiduals } from './products.js';

/** How far a primal and a dual vector are from proving each other optimal; all zero is a proof. */
export interface Certificate {
  /** Largest violation of a row or bound, in the unit of the columns. */
  readonly primalInfeasibility: number;
  /** Largest reduced cost that no finite bound can answer for, in the unit of the costs. */
  readonly dualInfeasibility: number;
  /** |primal − dual objective| ÷ max(1, |primal objective|). */
  readonly gap: number;
}

/**
 * Checks optimality by weak duality, without a solver: for any y, bᵀy + Σ min over the bounds of
 * (c − Aᵀy)·x is a lower bound of the objective; where the primal reaches it, both are optimal.
 * O(entries of A).
 */
export const certify = (
  programme: LinearProgram,
  primal: Float64Array,
  dual: Float64Array,
): Certificate => {
  const reduced = reducedCosts(programme, dual);
  const { bound, unanswered } = lowerBound(programme, reduced, dual);
  const objective = preciseDot(programme.cost, primal);
  return {
    primalInfeasibility: Math.max(
      largest(rowResiduals(programme, primal)),
      largestBoundViolation(programme, primal),
    ),
    dualInfeasibility: unanswered,
    gap: Math.abs(objective - bound) / Math.max(1, Math.abs(objective)),
  };
};

const lowerBound = (
  programme: LinearProgram,
  reduced: Float64Array,
  dual: Float64Array,
): { readonly bound: number; readonly unanswered: number } => {
  const at = zeros(reduced.length);
  let unanswered = 0;
  for (let column = 0; column < reduced.length; column++) {
    const bound = reduced[column]! >= 0 ? programme.lower[column]! : programme.upper[column]!;
    if (Number.isFinite(bound)) at[column] = bound;
    else unanswered = Math.max(unanswered, Math.abs(reduced[column]!));
  }
  return { bound: preciseDot(programme.rightHandSide, dual) + preciseDot(reduced, at), unanswered };
};

const largestBoundViolation = ({ lower, upper }: LinearProgram, primal: Float64Array): number => {
  let violation = 0;
  for (let column = 0; column < primal.length; column++) {
    const value = primal[column]!;
    violation = Math.max(violation, lower[column]! - value, value - upper[column]!);
  }
  return violation;
};
