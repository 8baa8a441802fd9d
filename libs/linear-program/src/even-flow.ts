import { floats, InvariantBroken } from '@trueque/kernel';
import type { EvenColumn, EvenFlowProblem } from './even-flow-problem.js';
import { evenMesh } from './even-mesh.js';
import { reduceEven } from './even-reduction.js';
import { evenRow } from './even-row.js';
import { largest } from './products.js';

/** What is left out of balance at worst, as a share of the largest flow, or it is a bug. */
const ACCEPTED_IMBALANCE = 1e-7;

/**
 * Solves the problem; throws `InvariantBroken` where rows cannot be balanced at all. What folds up to
 * single rows has an answer in closed form; only what is shared in several places at once takes a search
 * for the prices of its rows.
 */
export const evenFlow = (problem: EvenFlowProblem): Float64Array => {
  const reduced = reduceEven(problem);
  const answer = reduced
    .expand(
      reduced.columns.some(({ entries }) => entries.length > 1)
        ? evenMesh(reduced)
        : byRow(reduced),
    )
    .map((amount, index) => {
      const { lower, upper } = problem.columns[index]!;
      return Math.min(upper, Math.max(lower, amount));
    });
  requireBalance(problem, answer);
  return answer;
};

const byRow = ({ columns, rightHandSide }: EvenFlowProblem): Float64Array => {
  const answer = floats(columns.length, (column) => alone(columns[column]!));
  const members = Array.from(rightHandSide, (): number[] => []);
  columns.forEach(({ entries }, column) => {
    if (entries.length > 0) members[entries[0]![0]]!.push(column);
  });
  members.forEach((inRow, row) => {
    const parts = inRow.map((column) => ({
      ...columns[column]!,
      value: columns[column]!.entries[0]![1],
    }));
    evenRow(parts, rightHandSide[row]!).forEach(
      (amount, index) => (answer[inRow[index]!] = amount),
    );
  });
  return answer;
};

/** A column that no row asks for anything: as little as it can be of what weighs or costs. */
const alone = ({ cost, lower, target, upper, weight }: EvenColumn): number => {
  if (weight > 0) return Math.min(upper, Math.max(lower, target - cost / weight));
  return cost < 0 ? upper : lower;
};

/** An answer that leaves rows out of balance by more than rounding can is a bug, and loud. */
const requireBalance = (problem: EvenFlowProblem, answer: Float64Array): void => {
  if (!isBalanced(problem, answer)) throw new InvariantBroken('an even flow is out of balance');
};

const isBalanced = ({ columns, rightHandSide }: EvenFlowProblem, answer: Float64Array): boolean => {
  const left = Float64Array.from(rightHandSide);
  let size = Math.max(1e-6, largest(rightHandSide));
  columns.forEach(({ entries, lower, upper }, index) => {
    size = Math.max(size, Math.abs(answer[index]!), Number.isFinite(upper) ? upper - lower : 0);
    for (const [row, value] of entries) left[row]! -= value * answer[index]!;
  });
  return largest(left) <= ACCEPTED_IMBALANCE * size;
};
