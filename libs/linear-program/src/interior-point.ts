import { largest } from './products.js';
import { SparseCholesky, type SymmetricPattern } from './sparse-cholesky.js';

/** The problem with flows and costs of about 1 and all lower bounds at 0. */
export interface ScaledProblem {
  readonly size: number;
  /** Entries of column j are `starts[j]` … `starts[j + 1] − 1` of `rows` and `values`. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly weight: Float64Array;
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rightHandSide: Float64Array;
}

export interface IteratePoint {
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

/** Where slack × multiplier should come to, and what the last guess at both moves adds to it. */
interface Target {
  readonly centre: number;
  readonly lowCross: Float64Array;
  readonly highCross: Float64Array;
}

/** How near to a bound one step may go, as a share of the way. */
const CAUTION = 0.9995;
/** Steps shorter than this mean that a corner is in the way. */
const SHORT = 0.1;

/**
 * Mehrotra's predictor–corrector method (SIAM J. Optim. 2, 1992) on the normal equations A·D⁻¹·Aᵀ.
 * Mutable: `improve` moves the point it holds.
 */
export class InteriorPoint {
  private readonly cholesky: SparseCholesky;
  private readonly flow: Float64Array;
  private readonly prices: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly room: Float64Array;
  private readonly boundsCount: number;
  /** The products of a column's entries: where in the matrix, of which column, how much. */
  private readonly places: number[] = [];
  private readonly owners: number[] = [];
  private readonly products: number[] = [];

  constructor(private readonly problem: ScaledProblem) {
    const { rightHandSide, upper } = problem;
    this.cholesky = new SparseCholesky(patternOf(problem));
    this.findProducts();
    this.flow = upper.map((high) => (Number.isFinite(high) ? high / 2 : 0.5));
    this.room = upper.map((high, column) => high - this.flow[column]!);
    this.prices = new Float64Array(rightHandSide.length);
    this.low = new Float64Array(upper.length).fill(1);
    this.high = upper.map((high) => (Number.isFinite(high) ? 1 : 0));
    this.boundsCount = upper.length + this.high.reduce((sum, value) => sum + value, 0);
  }

  private findProducts(): void {
    const { rows, starts, values } = this.problem;
    for (let column = 0; column + 1 < starts.length; column++) {
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        for (let other = entry; other < starts[column + 1]!; other++) {
          this.places.push(this.cholesky.positionOf(rows[entry]!, rows[other]!));
          this.owners.push(column);
          this.products.push(values[entry]! * values[other]!);
        }
      }
    }
  }

  point(): IteratePoint {
    const imbalance = largest(this.imbalances());
    const complementarity = this.complementarity();
    return {
      flow: Float64Array.from(this.flow),
      complementarity,
      imbalance,
      merit: complementarity + imbalance + largest(this.dualImbalances()),
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
    const { rightHandSide, rows, starts, values } = this.problem;
    const residual = Float64Array.from(rightHandSide);
    for (let column = 0; column < this.flow.length; column++) {
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        residual[rows[entry]!]! -= values[entry]! * this.flow[column]!;
      }
    }
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
    const { rows, starts, values } = this.problem;
    let sum = 0;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      sum += values[entry]! * prices[rows[entry]!]!;
    }
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
    const { weight } = this.problem;
    const { matrix } = this.cholesky;
    matrix.fill(0);
    const scaling = this.flow.map(
      (amount, column) =>
        weight[column]! +
        this.low[column]! / amount +
        (this.high[column] === 0 ? 0 : this.high[column]! / this.room[column]!),
    );
    for (let product = 0; product < this.places.length; product++) {
      matrix[this.places[product]!]! += this.products[product]! / scaling[this.owners[product]!]!;
    }
    this.cholesky.factor();
    return scaling;
  }

  private solve(scaling: Float64Array, target: Target): Direction {
    const { highGap, lowGap } = this.gaps(target);
    const wanted = this.dualImbalances().map(
      (residual, column) =>
        residual +
        lowGap[column]! / this.flow[column]! -
        (this.high[column] === 0 ? 0 : highGap[column]! / this.room[column]!),
    );
    const right = this.imbalances();
    const { rows, starts, values } = this.problem;
    for (let column = 0; column < wanted.length; column++) {
      const share = wanted[column]! / scaling[column]!;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        right[rows[entry]!]! -= values[entry]! * share;
      }
    }
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

  /** How far slack × multiplier of each bound is from where it should be. */
  private gaps({ centre, highCross, lowCross }: Target) {
    return {
      lowGap: this.flow.map(
        (amount, column) => centre - amount * this.low[column]! - lowCross[column]!,
      ),
      highGap: this.flow.map((_, column) =>
        this.high[column] === 0
          ? 0
          : centre - this.room[column]! * this.high[column]! - highCross[column]!,
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

/** Rows meet where a column has entries in both. */
const patternOf = ({ rightHandSide, rows, starts }: ScaledProblem): SymmetricPattern => {
  const neighbours = Array.from(rightHandSide, () => new Set<number>());
  const meet = (row: number, others: Int32Array): void => {
    for (const other of others) if (other !== row) neighbours[row]!.add(other);
  };
  for (let column = 0; column + 1 < starts.length; column++) {
    const met = rows.subarray(starts[column], starts[column + 1]);
    for (const row of met) meet(row, met);
  }
  return { size: rightHandSide.length, neighbours };
};
