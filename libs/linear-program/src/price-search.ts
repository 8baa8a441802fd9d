import { NormalEquations } from './interior/normal-equations.js';
import { largest } from './products.js';

/** The problem with flows and slopes of about 1. */
export interface ScaledProblem {
  readonly size: number;
  /** Entries of column j are `starts[j]` … `starts[j + 1] − 1` of `rows` and `values`. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly weight: Float64Array;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rightHandSide: Float64Array;
}

/** Imbalance that is left to rounding, and what may be that. */
const BALANCED = 1e-15;
const NOISE = 1e-9;
/** What columns at a bound lend to the slope, so that a price with nobody to move still moves. */
const LENT = 1e-7;
const STEPS_MAX = 100;
const HALVINGS_MAX = 60;

/**
 * Finds the prices of rows at which columns, each following them as far as its bounds let it, balance
 * every row: x = (Aᵀy − c + ρ·x₀)/(w + ρ), cut at the bounds. That is the top of a concave function made of
 * pieces of parabolas, climbed by Newton's method with the slope of the piece (semismooth), and exact once
 * the piece is the right one. ρ keeps columns without weight near the last answer x₀ (proximal point); it
 * is followed from answer to answer until it pulls no more.
 * Mutable: `climb` moves the prices and the flow it holds.
 */
export class PriceSearch {
  readonly flow: Float64Array;
  private readonly prices: Float64Array;
  private readonly equations: NormalEquations;
  private readonly stiffness: Float64Array;
  private anchor: Float64Array;

  constructor(
    private readonly problem: ScaledProblem,
    private readonly pull: number,
  ) {
    const { lower, rightHandSide, upper, weight } = problem;
    this.equations = new NormalEquations(problem, rightHandSide.length);
    this.stiffness = weight.map((value) => value + pull);
    this.prices = new Float64Array(rightHandSide.length);
    this.anchor = lower.map((low, column) => Math.min(upper[column]!, Math.max(low, 0)));
    this.flow = Float64Array.from(this.anchor);
  }

  /** Climbs to the top for the present anchor; answers how far the flow has moved from it. */
  climb(): number {
    this.respond(this.prices);
    let left = this.imbalance();
    for (let step = 0; step < STEPS_MAX && largest(left) > BALANCED; step++) {
      const before = largest(left);
      if (!this.step(left)) break;
      left = this.imbalance();
      // Near the top only noise is left: another step would climb it.
      if (largest(left) <= NOISE && largest(left) > before / 2) break;
    }
    this.balance();
    const moved = this.flow.reduce(
      (most, x, column) => Math.max(most, Math.abs(x - this.anchor[column]!)),
      0,
    );
    this.anchor = Float64Array.from(this.flow);
    return moved;
  }

  /** Prices are differences of large numbers: what they leave out of balance, flows take up directly. */
  private balance(): void {
    const { lower, rows, starts, upper, values } = this.problem;
    for (let round = 0; round < 2; round++) {
      const left = this.imbalance();
      if (largest(left) === 0) return;
      this.factorise();
      const correction = this.equations.solve(left);
      for (let column = 0; column < this.flow.length; column++) {
        const x = this.flow[column]!;
        if (x <= lower[column]! || x >= upper[column]!) continue;
        let slope = 0;
        for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
          slope += values[entry]! * correction[rows[entry]!]!;
        }
        const next = x + slope / this.stiffness[column]!;
        this.flow[column] = Math.min(upper[column]!, Math.max(lower[column]!, next));
      }
    }
  }

  imbalance(): Float64Array {
    const { rightHandSide, rows, starts, values } = this.problem;
    const left = Float64Array.from(rightHandSide);
    for (let column = 0; column < this.flow.length; column++) {
      const x = this.flow[column]!;
      if (x === 0) continue;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        left[rows[entry]!]! -= values[entry]! * x;
      }
    }
    return left;
  }

  private respond(prices: Float64Array): void {
    const { cost, lower, rows, starts, upper, values } = this.problem;
    for (let column = 0; column < this.flow.length; column++) {
      let slope = this.pull * this.anchor[column]! - cost[column]!;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        slope += values[entry]! * prices[rows[entry]!]!;
      }
      const x = slope / this.stiffness[column]!;
      this.flow[column] = Math.min(upper[column]!, Math.max(lower[column]!, x));
    }
  }

  /** One Newton step, as long as it climbs; false where none does. */
  private step(imbalance: Float64Array): boolean {
    this.factorise();
    const direction = this.equations.solve(imbalance);
    const from = Float64Array.from(this.prices);
    const before = dot(imbalance, direction);
    if (!(before > 0)) return false;
    const slopeAt = (length: number): number => {
      for (let row = 0; row < from.length; row++) {
        this.prices[row] = from[row]! + length * direction[row]!;
      }
      this.respond(this.prices);
      return dot(this.imbalance(), direction);
    };
    // The slope falls along the way: halve until the top is not behind by more than it was ahead.
    let length = 1;
    let slope = slopeAt(length);
    let [low, high] = [0, Infinity];
    for (let round = 0; round < HALVINGS_MAX && Math.abs(slope) > before / 2; round++) {
      if (slope > 0) low = length;
      else high = length;
      length = high === Infinity ? length * 4 : (low + high) / 2;
      slope = slopeAt(length);
    }
    return true;
  }

  private factorise(): void {
    const { lower, upper } = this.problem;
    this.equations.factor(
      this.stiffness.map((stiffness, column) => {
        const x = this.flow[column]!;
        return x > lower[column]! && x < upper[column]! ? stiffness : stiffness / LENT;
      }),
    );
  }
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
};
