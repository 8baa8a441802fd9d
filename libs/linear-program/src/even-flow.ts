import { InvariantBroken } from '@trueque/kernel';
import type { EvenColumn, EvenFlowProblem } from './even-flow-problem.js';
import { forcedColumns } from './forced-columns.js';
import { InteriorPoint, type ScaledProblem } from './interior/interior-point.js';
import { largest } from './products.js';

const ROUNDS_MAX = 200;
/** Mean of slack × multiplier at the end, in units of the problem's own size. */
const COMPLEMENTARITY = 1e-18;
const BALANCE = 1e-13;
/** What is left out of balance at worst, as a share of the largest flow, or it is a bug. */
const ACCEPTED_IMBALANCE = 1e-7;

/** Solves the problem; throws `InvariantBroken` where rows cannot be balanced at all. */
export const evenFlow = (problem: EvenFlowProblem): Float64Array => {
  const forced = forcedColumns(problem);
  const free = problem.columns
    .map((_, index) => index)
    .filter((index) => Number.isNaN(forced[index]!));
  const answer = solve(without(problem, free, forced));
  free.forEach((column, index) => (forced[column] = answer[index]!));
  return forced;
};

/** The problem of the free columns alone, the others moved to the right hand side. */
const without = (
  { columns, rightHandSide }: EvenFlowProblem,
  free: readonly number[],
  values: Float64Array,
): EvenFlowProblem => {
  const left = Float64Array.from(rightHandSide);
  columns.forEach(({ entries }, index) => {
    if (Number.isNaN(values[index]!)) return;
    for (const [row, value] of entries) left[row]! -= value * values[index]!;
  });
  return { columns: free.map((index) => columns[index]!), rightHandSide: left };
};

const solve = (problem: EvenFlowProblem): Float64Array => {
  if (problem.columns.length === 0) return new Float64Array(0);
  const scaled = scale(problem);
  const method = new InteriorPoint(scaled);
  let best = method.point();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (!method.improve()) break;
    const point = method.point();
    if (point.merit < best.merit) best = point;
    if (point.complementarity < COMPLEMENTARITY && point.imbalance < BALANCE) break;
  }
  if (!(best.imbalance <= ACCEPTED_IMBALANCE)) {
    throw new InvariantBroken(`an even flow is out of balance by ${best.imbalance}`);
  }
  return best.flow.map((amount, index) => {
    const { lower, upper } = problem.columns[index]!;
    return Math.min(upper, Math.max(lower, lower + amount * scaled.size));
  });
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
  const moved = Float64Array.from(rightHandSide);
  for (const { entries, lower } of columns) {
    for (const [row, value] of entries) moved[row]! -= value * lower;
  }
  const size = Math.max(
    1e-9,
    largest(moved),
    ...columns.map(({ lower, upper }) => (Number.isFinite(upper) ? upper - lower : 0)),
  );
  const slopes = columns.map(({ cost, lower, weight }) => cost + weight * lower);
  const steepest = Math.max(
    1e-9,
    ...columns.map(({ weight }, index) => Math.max(weight * size, Math.abs(slopes[index]!))),
  );
  return {
    size,
    ...flattened(columns),
    weight: Float64Array.from(columns, ({ weight }) => (weight * size) / steepest),
    cost: Float64Array.from(slopes, (slope) => slope / steepest),
    upper: Float64Array.from(columns, ({ lower, upper }) => (upper - lower) / size),
    rightHandSide: moved.map((amount) => amount / size),
  };
};
