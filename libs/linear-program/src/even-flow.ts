import { floats, InvariantBroken } from '@trueque/kernel';
import { type EvenFlowProblem, termsOf } from './even-flow-problem.js';
import { gatherAlike } from './even-gathering.js';
import { evenMesh } from './even-mesh.js';
import { reduceEven } from './even-reduction.js';
import { evenRow } from './even-row.js';
import { largest } from './products.js';

/** What is left out of balance at worst, as a share of the largest flow, or it is a bug. */
const ACCEPTED_IMBALANCE = 1e-7;

/**
 * Solves the problem; throws `InvariantBroken` where rows cannot be balanced at all. Rows that are alike are
 * put together. What folds up to single rows has an answer in closed form; only what is shared in several
 * places at once takes a search for the prices of its rows.
 */
export const evenFlow = (problem: EvenFlowProblem): Float64Array => {
  const gathered = gatherAlike(problem);
  const reduced = reduceEven(gathered);
  const shared = meshes(reduced) ? evenMesh(reduced) : byRow(reduced);
  const answer = gathered.expand(reduced.expand(shared));
  const { lower, upper } = problem;
  for (let column = 0; column < answer.length; column++) {
    answer[column] = Math.min(upper[column]!, Math.max(lower[column]!, answer[column]!));
  }
  requireBalance(problem, answer);
  return answer;
};

/** Whether columns meet in several rows. */
const meshes = ({ starts }: EvenFlowProblem): boolean =>
  starts.some((start, column) => column > 0 && start - starts[column - 1]! > 1);

const byRow = (problem: EvenFlowProblem): Float64Array => {
  const { rightHandSide, rows, starts, values } = problem;
  const answer = floats(problem.cost.length, (column) => alone(problem, column));
  const members = Array.from(rightHandSide, (): number[] => []);
  for (let column = 0; column < answer.length; column++) {
    if (starts[column + 1]! > starts[column]!) members[rows[starts[column]!]!]!.push(column);
  }
  members.forEach((inRow, row) => {
    const parts = inRow.map((column) => ({
      ...termsOf(problem, column),
      value: values[starts[column]!]!,
    }));
    evenRow(parts, rightHandSide[row]!).forEach(
      (amount, index) => (answer[inRow[index]!] = amount),
    );
  });
  return answer;
};

/** A column that no row asks for anything: as little as it can be of what weighs or costs. */
const alone = (problem: EvenFlowProblem, column: number): number => {
  const { cost, lower, target, upper, weight } = termsOf(problem, column);
  if (weight > 0) return Math.min(upper, Math.max(lower, target - cost / weight));
  return cost < 0 ? upper : lower;
};

/** An answer that leaves rows out of balance by more than rounding can is a bug, and loud. */
const requireBalance = (problem: EvenFlowProblem, answer: Float64Array): void => {
  if (!isBalanced(problem, answer)) throw new InvariantBroken('an even flow is out of balance');
};

const isBalanced = (problem: EvenFlowProblem, answer: Float64Array): boolean => {
  const { lower, rightHandSide, rows, starts, upper, values } = problem;
  const left = Float64Array.from(rightHandSide);
  let size = Math.max(1e-6, largest(rightHandSide));
  for (let column = 0; column < answer.length; column++) {
    const amount = answer[column]!;
    const room = upper[column]! - lower[column]!;
    size = Math.max(size, Math.abs(amount), Number.isFinite(room) ? room : 0);
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      left[rows[entry]!]! -= values[entry]! * amount;
    }
  }
  return largest(left) <= ACCEPTED_IMBALANCE * size;
};
