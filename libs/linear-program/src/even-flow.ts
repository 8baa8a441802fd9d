import { floats, InvariantBroken } from '@trueque/kernel';
import type { EvenColumn, EvenFlowProblem } from './even-flow-problem.js';
import { interiorFlow } from './interior/interior-flow.js';
import { reduceEven } from './even-reduction.js';
import { evenRow } from './even-row.js';
import { PriceSearch, type ScaledProblem } from './price-search.js';
import { largest } from './products.js';

const ROUNDS_MAX = 200;
/** How strongly the search holds on to its last answer, beside the least weight; where one does not get there, another may. */
const PULLS = [0.05, 0.0005, 0.5];
/** Moves smaller than this, as a share of the problem's size, are rounding. */
const SETTLED = 1e-13;
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
      reduced.columns.some(({ entries }) => entries.length > 1) ? meshed(reduced) : byRow(reduced),
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
const alone = ({ cost, lower, upper, weight }: EvenColumn): number => {
  if (weight > 0) return Math.min(upper, Math.max(lower, -cost / weight));
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

/** Where the search does not come to balance every row, the slower way from the interior does. */
const meshed = (problem: EvenFlowProblem): Float64Array => {
  for (const pull of PULLS) {
    const found = searched(problem, pull);
    if (isBalanced(problem, found)) return found;
  }
  return interiorFlow(problem);
};

const searched = (problem: EvenFlowProblem, pull: number): Float64Array => {
  const scaled = scale(problem);
  const weights = scaled.weight.filter((weight) => weight > 0);
  const search = new PriceSearch(scaled, pull * (weights.length > 0 ? Math.min(...weights) : 1));
  for (let round = 0; round < ROUNDS_MAX; round++) if (search.climb() <= SETTLED) break;
  return search.flow.map((amount) => amount * scaled.size);
};

/** Entries by column, in typed arrays. */
const flattened = (columns: readonly EvenColumn[]) => {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach(({ entries }, index) => (starts[index + 1] = starts[index]! + entries.length));
  const entries = columns.flatMap((column) => column.entries);
  return {
    starts,
    rows: Int32Array.from(entries, ([row]) => row),
    values: Float64Array.from(entries, ([, value]) => value),
  };
};

const scale = ({ columns, rightHandSide }: EvenFlowProblem): ScaledProblem => {
  const size = columns.reduce(
    (most, { lower, upper }) => Math.max(most, Number.isFinite(upper) ? upper - lower : 0),
    Math.max(1e-9, largest(rightHandSide)),
  );
  const steepest = columns.reduce(
    (most, { cost, weight }) => Math.max(most, weight * size, Math.abs(cost)),
    1e-9,
  );
  return {
    size,
    ...flattened(columns),
    weight: Float64Array.from(columns, ({ weight }) => (weight * size) / steepest),
    cost: Float64Array.from(columns, ({ cost }) => cost / steepest),
    lower: Float64Array.from(columns, ({ lower }) => lower / size),
    upper: Float64Array.from(columns, ({ upper }) => upper / size),
    rightHandSide: rightHandSide.map((amount) => amount / size),
  };
};
