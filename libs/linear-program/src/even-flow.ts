import { InvariantBroken } from '@trueque/kernel';
import type { Entry } from './programme-builder.js';
import { SparseCholesky } from './sparse-cholesky.js';

/**
 * The one point of a polyhedron that shares best:
 *
 *   min  Σ_j ½·w_j·(x_j − z_j)² + g_j·x_j    subject to   A·x = b,   lower ≤ x ≤ upper,   all w > 0
 *
 * Strictly convex, so the answer is unique and knows nothing of the order of its columns. Solved by
 * Newton's method on the concave, piecewise quadratic dual: for prices y of the rows every column
 * answers alone, x_j(y) = clamp(z_j + (A_jᵀy − g_j)/w_j), and y moves until the rows balance.
 */
export interface EvenFlowProblem {
  readonly columns: readonly EvenColumn[];
  readonly rightHandSide: Float64Array;
}

export interface EvenColumn {
  readonly entries: readonly Entry[];
  readonly lower: number;
  readonly upper: number;
  readonly weight: number;
  readonly target: number;
  readonly cost: number;
}

/** Rows are balanced to this share of the largest quantity in them. */
const BALANCE_TOLERANCE = 1e-12;
/** What rounding may leave where prices can rise no further. */
const ACCEPTED_IMBALANCE = 1e-9;
/** Ordinary markets take under 20; more than this is a bug, not a hard problem. */
const ROUNDS_MAX = 5000;
const PROBES_MAX = 60;
const LONGEST_STEP = 1e12;
/** A line search may stop where this share of its first slope is left. */
const SLOPE_TOLERANCE = 1e-3;

export const evenFlow = (problem: EvenFlowProblem): Float64Array => {
  const system = new NewtonSystem(problem);
  const scale = largest(problem.rightHandSide, problem.columns);
  let point = evaluate(problem, new Float64Array(problem.rightHandSide.length));
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const imbalance = norm(point.residual);
    if (imbalance <= BALANCE_TOLERANCE * scale) return point.flow;
    const next = rise(problem, point, system.direction(point, imbalance / scale));
    if (next === undefined) break;
    point = next;
  }
  if (norm(point.residual) <= ACCEPTED_IMBALANCE * scale) return point.flow;
  throw new InvariantBroken(`an even flow is out of balance by ${norm(point.residual)}`);
};

/** Everything known at one vector of row prices. */
interface Point {
  readonly prices: Float64Array;
  readonly flow: Float64Array;
  /** b − A·x: where the dual still rises. */
  readonly residual: Float64Array;
}

const evaluate = ({ columns, rightHandSide }: EvenFlowProblem, prices: Float64Array): Point => {
  const flow = new Float64Array(columns.length);
  const residual = Float64Array.from(rightHandSide);
  columns.forEach(({ cost, entries, lower, target, upper, weight }, index) => {
    const pull = entries.reduce((sum, [row, entry]) => sum + entry * prices[row]!, 0) - cost;
    const amount = Math.min(upper, Math.max(lower, target + pull / weight));
    flow[index] = amount;
    for (const [row, entry] of entries) residual[row]! -= entry * amount;
  });
  return { prices, flow, residual };
};

/**
 * The best point along a direction. The dual's slope falls monotonically, so its zero is bracketed
 * and closed in on by secants (Illinois); values would lose their last digits near the top, slopes do not.
 */
const rise = (
  problem: EvenFlowProblem,
  from: Point,
  direction: Float64Array,
): Point | undefined => {
  const at = (step: number): Probe => {
    const point = evaluate(
      problem,
      from.prices.map((price, row) => price + step * direction[row]!),
    );
    return { step, point, slope: dot(direction, point.residual) };
  };
  const start: Probe = { step: 0, point: from, slope: dot(direction, from.residual) };
  if (!(start.slope > 0)) return undefined;
  let low = start;
  let high = at(1);
  while (high.slope > 0 && high.step < LONGEST_STEP) [low, high] = [high, at(high.step * 4)];
  return closeIn(at, low, high, start.slope * SLOPE_TOLERANCE).point;
};

interface Probe {
  readonly step: number;
  readonly point: Point;
  readonly slope: number;
}

const closeIn = (at: (step: number) => Probe, low: Probe, high: Probe, enough: number): Probe => {
  let [a, b] = [low, high];
  let [slopeA, slopeB] = [low.slope, high.slope];
  for (let round = 0; round < PROBES_MAX && b.step - a.step > 1e-14 * b.step; round++) {
    if (Math.abs(b.slope) <= enough || slopeB >= 0) return b;
    const middle = at(a.step + ((b.step - a.step) * slopeA) / (slopeA - slopeB));
    if (Math.abs(middle.slope) <= enough) return middle;
    if (middle.slope > 0) {
      [a, slopeA, slopeB] = [middle, middle.slope, slopeB / 2];
    } else {
      [b, slopeB, slopeA] = [middle, middle.slope, slopeA / 2];
    }
  }
  return a.step > 0 ? a : b;
};

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

/** A·D·Aᵀ over the columns that still answer to prices, D = 1/w. */
class NewtonSystem {
  private readonly cholesky: SparseCholesky;
  private readonly diagonalScale: number;

  constructor(private readonly problem: EvenFlowProblem) {
    const size = problem.rightHandSide.length;
    const neighbours = Array.from({ length: size }, () => new Set<number>());
    let total = 0;
    for (const { entries, weight } of problem.columns) {
      for (const [row, value] of entries) {
        total += (value * value) / weight;
        for (const [other] of entries) if (other !== row) neighbours[row]!.add(other);
      }
    }
    this.diagonalScale = total / Math.max(1, size);
    this.cholesky = new SparseCholesky({ size, neighbours });
  }

  /** The regularisation fades with the imbalance, so that the last rounds are plain Newton. */
  direction(point: Point, imbalance: number): Float64Array {
    const { matrix } = this.cholesky;
    matrix.fill(0);
    const ridge = this.diagonalScale * Math.min(1e-4, imbalance * 1e-2) + Number.MIN_VALUE;
    point.residual.forEach((_, row) => {
      matrix[this.cholesky.positionOf(row, row)]! += ridge + this.diagonalScale * 1e-13;
    });
    this.problem.columns.forEach((column, index) => {
      if (isBetween(column, point.flow[index]!)) this.add(column);
    });
    this.cholesky.factor();
    return this.cholesky.solve(point.residual);
  }

  private add({ entries, weight }: EvenColumn): void {
    const { matrix } = this.cholesky;
    entries.forEach(([row, value], first) => {
      for (const [other, otherValue] of entries.slice(first)) {
        matrix[this.cholesky.positionOf(row, other)]! += (value * otherValue) / weight;
      }
    });
  }
}

const isBetween = ({ lower, upper }: EvenColumn, amount: number): boolean =>
  amount > lower && amount < upper;

const norm = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const largest = (rightHandSide: Float64Array, columns: readonly EvenColumn[]): number =>
  columns.reduce(
    (most, { target, upper }) =>
      Math.max(most, Math.abs(target), Number.isFinite(upper) ? upper : 0),
    Math.max(1e-6, norm(rightHandSide)),
  );
