import type { EvenColumn, EvenFlowProblem } from '../even-flow-problem.js';
import { largest } from '../products.js';
import { InteriorPoint, type ScaledProblem } from './interior-point.js';

const ROUNDS_MAX = 200;
/** Mean of slack × multiplier at the end, in units of the problem's own size. */
const COMPLEMENTARITY = 1e-18;
const BALANCE = 1e-13;

/** The even flow of columns that hang together in many places, found from the interior. */
export const interiorFlow = ({ columns, rightHandSide }: EvenFlowProblem): Float64Array => {
  const free = columns.filter(({ lower, upper }) => upper > lower);
  const scaled = scale(free, movedRightHandSide(columns, rightHandSide));
  const method = new InteriorPoint(scaled);
  let best = method.point();
  for (let round = 0; round < ROUNDS_MAX && method.improve(); round++) {
    const point = method.point();
    if (point.merit < best.merit) best = point;
    if (point.complementarity < COMPLEMENTARITY && point.imbalance < BALANCE) break;
  }
  let index = 0;
  return Float64Array.from(columns, ({ lower, upper }) =>
    upper > lower ? Math.min(upper, lower + best.flow[index++]! * scaled.size) : lower,
  );
};

const movedRightHandSide = (
  columns: readonly EvenColumn[],
  rightHandSide: Float64Array,
): Float64Array => {
  const moved = Float64Array.from(rightHandSide);
  for (const { entries, lower } of columns) {
    for (const [row, value] of entries) moved[row]! -= value * lower;
  }
  return moved;
};

const scale = (columns: readonly EvenColumn[], rightHandSide: Float64Array): ScaledProblem => {
  const size = columns.reduce(
    (most, { lower, upper }) => (Number.isFinite(upper) ? Math.max(most, upper - lower) : most),
    Math.max(1e-9, largest(rightHandSide)),
  );
  const slopes = columns.map(({ cost, lower, weight }) => cost + weight * lower);
  const steepest = columns.reduce(
    (most, { weight }, index) => Math.max(most, weight * size, Math.abs(slopes[index]!)),
    1e-9,
  );
  const starts = new Int32Array(columns.length + 1);
  columns.forEach(({ entries }, index) => (starts[index + 1] = starts[index]! + entries.length));
  const entries = columns.flatMap((column) => column.entries);
  return {
    size,
    starts,
    rows: Int32Array.from(entries, ([row]) => row),
    values: Float64Array.from(entries, ([, value]) => value),
    weight: Float64Array.from(columns, ({ weight }) => (weight * size) / steepest),
    cost: Float64Array.from(slopes, (slope) => slope / steepest),
    upper: Float64Array.from(columns, ({ lower, upper }) => (upper - lower) / size),
    rightHandSide: rightHandSide.map((amount) => amount / size),
  };
};
