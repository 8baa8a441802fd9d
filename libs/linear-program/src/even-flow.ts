import { InvariantBroken } from '@trueque/kernel';
import { forcedColumns } from './forced-columns.js';
import type { Entry } from './programme-builder.js';
import { SparseCholesky } from './sparse-cholesky.js';

/**
 * The point of a polyhedron that shares best:
 *
 *   min  Σ_j ½·w_j·x_j² + c_j·x_j    subject to   A·x = b,   lower ≤ x ≤ upper,   all w ≥ 0
 *
 * Columns with w > 0 have one answer, which knows nothing of the order of columns. Lower bounds are
 * finite. Solved by Mehrotra's predictor–corrector interior point method (SIAM J. Optim. 2, 1992) on
 * the normal equations A·D⁻¹·Aᵀ; about 15 rounds, each a sparse factorisation.
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
  readonly cost: number;
}

const ROUNDS_MAX = 200;
/** Mean of slack × multiplier at the end, in units of the problem's own size. */
const COMPLEMENTARITY = 1e-18;
const BALANCE = 1e-13;
/** What is left out of balance at worst, as a share of the largest flow, or it is a bug. */
const ACCEPTED_IMBALANCE = 1e-9;

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

/** The problem with flows and costs of about 1 and all lower bounds at 0. */
interface ScaledProblem {
  readonly size: number;
  readonly entries: readonly (readonly Entry[])[];
  readonly weight: Float64Array;
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rightHandSide: Float64Array;
}

const scale = ({ columns, rightHandSide }: EvenFlowProblem): ScaledProblem => {
  const moved = Float64Array.from(rightHandSide);
  for (const { entries, lower } of columns) {
    for (const [row, value] of entries) moved[row]! -= value * lower;
  }
  const size = Math.max(
    1e-9,
    norm(moved),
    ...columns.map(({ lower, upper }) => (Number.isFinite(upper) ? upper - lower : 0)),
  );
  const slopes = columns.map(({ cost, lower, weight }) => cost + weight * lower);
  const steepest = Math.max(
    1e-9,
    ...columns.map(({ weight }, index) => Math.max(weight * size, Math.abs(slopes[index]!))),
  );
  return {
    size,
    entries: columns.map(({ entries }) => entries),
    weight: Float64Array.from(columns, ({ weight }) => (weight * size) / steepest),
    cost: Float64Array.from(slopes, (slope) => slope / steepest),
    upper: Float64Array.from(columns, ({ lower, upper }) => (upper - lower) / size),
    rightHandSide: moved.map((amount) => amount / size),
  };
};

interface IteratePoint {
  readonly flow: Float64Array;
  readonly complementarity: number;
  readonly imbalance: number;
  readonly merit: number;
}

/** Directions of all unknowns; `low` and `high` are the multipliers of the two bounds. */
interface Direction {
  readonly flow: Float64Array;
  readonly prices: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** How near to a bound one step may go, as a share of the way. */
const CAUTION = 0.9995;
/** Steps shorter than this mean that a corner is in the way. */
const SHORT = 0.1;

class InteriorPoint {
  private readonly cholesky: SparseCholesky;
  private readonly flow: Float64Array;
  private readonly prices: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly room: Float64Array;
  private readonly boundsCount: number;

  constructor(private readonly problem: ScaledProblem) {
    const { entries, rightHandSide, upper } = problem;
    const neighbours = Array.from(rightHandSide, () => new Set<number>());
    for (const column of entries) {
      for (const [row] of column) {
        for (const [other] of column) if (other !== row) neighbours[row]!.add(other);
      }
    }
    this.cholesky = new SparseCholesky({ size: rightHandSide.length, neighbours });
    this.flow = upper.map((high) => (Number.isFinite(high) ? high / 2 : 0.5));
    this.room = upper.map((high, column) => high - this.flow[column]!);
    this.prices = new Float64Array(rightHandSide.length);
    this.low = new Float64Array(upper.length).fill(1);
    this.high = upper.map((high) => (Number.isFinite(high) ? 1 : 0));
    this.boundsCount = upper.length + this.high.reduce((sum, value) => sum + value, 0);
  }

  point(): IteratePoint {
    const imbalance = norm(this.imbalances());
    const complementarity = this.complementarity();
    return {
      flow: Float64Array.from(this.flow),
      complementarity,
      imbalance,
      merit: complementarity + imbalance + norm(this.dualImbalances()),
    };
  }

  /** One predictor–corrector round; false where the numbers allow no further step. */
  improve(): boolean {
    const scaling = this.factorise();
    const mean = this.complementarity();
    const zero = new Float64Array(this.flow.length);
    const predictor = this.solve(scaling, { centre: 0, lowCross: zero, highCross: zero });
    const [primal, dual] = this.stepLengths(predictor, 1);
    const predicted = this.complementarityAfter(predictor, primal, dual);
    const direction = this.solve(scaling, {
      centre: mean * (predicted / mean) ** 3,
      lowCross: predictor.flow.map((move, column) => move * predictor.low[column]!),
      highCross: predictor.flow.map((move, column) => -move * predictor.high[column]!),
    });
    const step = this.stepLength(direction);
    if (step >= SHORT) {
      this.move(direction, step);
      return true;
    }
    // Too near a corner: go back towards the middle before going on.
    const recentred = this.solve(scaling, { centre: mean, lowCross: zero, highCross: zero });
    const back = this.stepLength(recentred);
    if (!(back > 1e-14)) return false;
    this.move(recentred, back);
    return true;
  }

  /** With w > 0 flow and multipliers share one equation, so they must move alike. */
  private stepLength(direction: Direction): number {
    return Math.min(...this.stepLengths(direction, CAUTION));
  }

  private imbalances(): Float64Array {
    const { entries, rightHandSide } = this.problem;
    const residual = Float64Array.from(rightHandSide);
    entries.forEach((column, index) => {
      for (const [row, value] of column) residual[row]! -= value * this.flow[index]!;
    });
    return residual;
  }

  private dualImbalances(): Float64Array {
    const { cost, weight } = this.problem;
    return this.flow.map(
      (amount, column) =>
        this.pull(this.prices, column) +
        this.low[column]! -
        this.high[column]! -
        weight[column]! * amount -
        cost[column]!,
    );
  }

  private pull(prices: Float64Array, column: number): number {
    let sum = 0;
    for (const [row, value] of this.problem.entries[column]!) sum += value * prices[row]!;
    return sum;
  }

  private complementarity(): number {
    let sum = 0;
    this.flow.forEach((amount, column) => {
      sum += amount * this.low[column]!;
      if (this.high[column] !== 0) sum += this.room[column]! * this.high[column]!;
    });
    return sum / this.boundsCount;
  }

  private complementarityAfter(direction: Direction, primal: number, dual: number): number {
    let sum = 0;
    this.flow.forEach((amount, column) => {
      const move = primal * direction.flow[column]!;
      sum += (amount + move) * (this.low[column]! + dual * direction.low[column]!);
      if (this.high[column] !== 0) {
        sum += (this.room[column]! - move) * (this.high[column]! + dual * direction.high[column]!);
      }
    });
    return sum / this.boundsCount;
  }

  /** D, with A·D⁻¹·Aᵀ factored. */
  private factorise(): Float64Array {
    const { entries, weight } = this.problem;
    const { matrix } = this.cholesky;
    matrix.fill(0);
    const scaling = this.flow.map(
      (amount, column) =>
        weight[column]! +
        this.low[column]! / amount +
        (this.high[column] === 0 ? 0 : this.high[column]! / this.room[column]!),
    );
    entries.forEach((column, index) => {
      column.forEach(([row, value], first) => {
        for (const [other, otherValue] of column.slice(first)) {
          matrix[this.cholesky.positionOf(row, other)]! += (value * otherValue) / scaling[index]!;
        }
      });
    });
    this.cholesky.factor();
    return scaling;
  }

  private solve(
    scaling: Float64Array,
    target: { centre: number; lowCross: Float64Array; highCross: Float64Array },
  ): Direction {
    const lowGap = this.flow.map(
      (amount, column) => target.centre - amount * this.low[column]! - target.lowCross[column]!,
    );
    const highGap = this.flow.map((_, column) =>
      this.high[column] === 0
        ? 0
        : target.centre - this.room[column]! * this.high[column]! - target.highCross[column]!,
    );
    const wanted = this.dualImbalances().map(
      (residual, column) =>
        residual +
        lowGap[column]! / this.flow[column]! -
        (this.high[column] === 0 ? 0 : highGap[column]! / this.room[column]!),
    );
    const right = this.imbalances();
    this.problem.entries.forEach((column, index) => {
      for (const [row, value] of column) right[row]! -= (value * wanted[index]!) / scaling[index]!;
    });
    const prices = this.cholesky.solve(right);
    const flow = wanted.map(
      (value, column) => (value + this.pull(prices, column)) / scaling[column]!,
    );
    return {
      flow,
      prices,
      low: flow.map(
        (move, column) => (lowGap[column]! - this.low[column]! * move) / this.flow[column]!,
      ),
      high: flow.map((move, column) =>
        this.high[column] === 0
          ? 0
          : (highGap[column]! + this.high[column]! * move) / this.room[column]!,
      ),
    };
  }

  private stepLengths(direction: Direction, caution: number): [primal: number, dual: number] {
    let [primal, dual] = [1 / caution, 1 / caution];
    const shorten = (length: number, value: number, move: number) =>
      move < 0 ? Math.min(length, -value / move) : length;
    this.flow.forEach((amount, column) => {
      primal = shorten(primal, amount, direction.flow[column]!);
      dual = shorten(dual, this.low[column]!, direction.low[column]!);
      if (this.high[column] === 0) return;
      primal = shorten(primal, this.room[column]!, -direction.flow[column]!);
      dual = shorten(dual, this.high[column]!, direction.high[column]!);
    });
    return [primal * caution, dual * caution];
  }

  private move(direction: Direction, step: number): void {
    direction.prices.forEach((move, row) => (this.prices[row]! += step * move));
    direction.flow.forEach((move, column) => {
      this.flow[column]! += step * move;
      this.room[column]! -= step * move;
      this.low[column]! += step * direction.low[column]!;
      this.high[column]! += step * direction.high[column]!;
    });
  }
}

const norm = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
