import { largest } from '../products.js';
import {
  type Direction,
  type Gaps,
  lengthOf,
  type Move,
  type Residuals,
  shorten,
  strayed,
} from './direction.js';
import { NormalEquations, type SparseColumns } from './normal-equations.js';

/** The problem with flows and costs of about 1 and all lower bounds at 0. */
export interface ScaledProblem extends SparseColumns {
  readonly size: number;
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  readonly rightHandSide: Float64Array;
  /** What the cost of each column rises by with every unit of it: all 0 in a linear programme. */
  readonly weight: Float64Array;
}

export interface IteratePoint {
  readonly flow: Float64Array;
  readonly prices: Float64Array;
  readonly complementarity: number;
  readonly imbalance: number;
  readonly merit: number;
}

/** Slack × multiplier of every bound at the start: all alike, since the method works from the middle. */
const START = 2;
/** How near to a bound one step may go, as a share of the way. */
const CAUTION = 0.9995;
/** Steps shorter than this mean that a corner is in the way. */
const SHORT = 0.1;
/** Corrections cost a solve each, a round costs a factorisation. */
const CORRECTIONS_MAX = 2;
const WORTHWHILE = 1.05;
/** How much longer a corrected step should be: this factor, and this much on top. */
const STRETCH = 1.2;
const REACH = 0.15;

/**
 * Mehrotra's predictor–corrector method (SIAM J. Optim. 2, 1992) on the normal equations A·D⁻¹·Aᵀ.
 * Mutable: `improve` moves the point it holds.
 */
export class InteriorPoint {
  private readonly equations: NormalEquations;
  private readonly flow: Float64Array;
  private readonly prices: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly room: Float64Array;
  private readonly isBounded: Uint8Array;
  private readonly boundsCount: number;
  private readonly isLinear: boolean;

  constructor(private readonly problem: ScaledProblem) {
    const { rightHandSide, upper, weight } = problem;
    this.isLinear = weight.every((each) => each === 0);
    this.equations = new NormalEquations(problem, rightHandSide.length);
    this.isBounded = Uint8Array.from(upper, (high) => Number(Number.isFinite(high)));
    this.flow = upper.map((high) => Math.min(high / 2, 0.5));
    this.room = upper.map((high, column) => high - this.flow[column]!);
    this.prices = new Float64Array(rightHandSide.length);
    this.low = this.flow.map((amount) => START / amount);
    this.high = this.room.map((room) => (Number.isFinite(room) ? START / room : 0));
    this.boundsCount = upper.length + this.isBounded.reduce((sum, value) => sum + value, 0);
  }

  point(): IteratePoint {
    const imbalance = largest(this.imbalances());
    const complementarity = this.complementarityAfter(undefined, 0, 0);
    return {
      flow: Float64Array.from(this.flow),
      prices: Float64Array.from(this.prices),
      complementarity,
      imbalance,
      // Where prices are large, what columns are out of balance by is their rounding.
      merit:
        complementarity +
        imbalance +
        largest(this.dualImbalances()) / Math.max(1, largest(this.prices)),
    };
  }

  /** One predictor–corrector round; false where the numbers allow no further step. */
  improve(): boolean {
    const scaling = this.scaling();
    this.equations.factor(scaling);
    const mean = this.complementarityAfter(undefined, 0, 0);
    const residuals = { primal: this.imbalances(), dual: this.dualImbalances(), scaling };
    const predictor = this.direction(residuals, this.gaps(0));
    const [primal, dual] = this.stepLengths(predictor, 1);
    const predicted = this.complementarityAfter(predictor, primal, dual);
    const centre = mean * (predicted / mean) ** 3;
    const { direction, steps } = this.corrected(residuals, centre, predictor);
    if (Math.min(...steps) >= SHORT) {
      this.move(direction, steps);
      return true;
    }
    // Too near a corner: go back towards the middle before going on.
    const recentred = this.corrected(residuals, mean);
    if (!(Math.max(...recentred.steps) > 1e-14)) return false;
    this.move(recentred.direction, recentred.steps);
    return true;
  }

  /**
   * The direction towards `centre`, corrected while that lengthens the step: products that a longer
   * step would bring far from the others are pulled back (Gondzio, Comput. Optim. Appl. 6, 1996).
   */
  private corrected(residuals: Residuals, centre: number, guess?: Direction): Move {
    const gaps = this.gaps(centre, guess);
    let best = this.moveAlong(this.direction(residuals, gaps));
    for (let round = 0; round < CORRECTIONS_MAX; round++) {
      this.pullBack(gaps, best, centre);
      const next = this.moveAlong(this.direction(residuals, gaps));
      if (lengthOf(next) < lengthOf(best) * WORTHWHILE) break;
      best = next;
    }
    return best;
  }

  private moveAlong(direction: Direction): Move {
    return { direction, steps: this.stepLengths(direction, CAUTION) };
  }

  /** Changes the gaps so that no product strays from `centre` when the step is stretched. */
  private pullBack({ highGap, lowGap }: Gaps, { direction, steps }: Move, centre: number): void {
    const { flow, high, isBounded, low, room } = this;
    const [primal, dual] = steps.map((step) => Math.min(1, step * STRETCH + REACH)) as [
      number,
      number,
    ];
    for (let column = 0; column < flow.length; column++) {
      const move = primal * direction.flow[column]!;
      const lowAfter = low[column]! + dual * direction.low[column]!;
      lowGap[column]! += strayed((flow[column]! + move) * lowAfter, centre);
      if (!isBounded[column]) continue;
      const highAfter = high[column]! + dual * direction.high[column]!;
      highGap[column]! += strayed((room[column]! - move) * highAfter, centre);
    }
  }

  private imbalances(): Float64Array {
    const { rightHandSide, rows, starts, values } = this.problem;
    const residual = Float64Array.from(rightHandSide);
    for (let column = 0; column < this.flow.length; column++) {
      const amount = this.flow[column]!;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        residual[rows[entry]!]! -= values[entry]! * amount;
      }
    }
    return residual;
  }

  private dualImbalances(): Float64Array {
    const { cost, weight } = this.problem;
    const residual = this.pulls(this.prices);
    for (let column = 0; column < residual.length; column++) {
      const margin = cost[column]! + weight[column]! * this.flow[column]!;
      residual[column]! += this.low[column]! - this.high[column]! - margin;
    }
    return residual;
  }

  /** Aᵀ·prices. */
  private pulls(prices: Float64Array): Float64Array {
    const { rows, starts, values } = this.problem;
    const pulls = new Float64Array(this.flow.length);
    for (let column = 0; column < pulls.length; column++) {
      let sum = 0;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        sum += values[entry]! * prices[rows[entry]!]!;
      }
      pulls[column] = sum;
    }
    return pulls;
  }

  /** Mean of slack × multiplier where the point, moved so far, would be. */
  private complementarityAfter(
    direction: Direction | undefined,
    primal: number,
    dual: number,
  ): number {
    const { flow, high, isBounded, low, room } = this;
    let sum = 0;
    for (let column = 0; column < flow.length; column++) {
      const move = direction === undefined ? 0 : primal * direction.flow[column]!;
      const lowMove = direction === undefined ? 0 : dual * direction.low[column]!;
      sum += (flow[column]! + move) * (low[column]! + lowMove);
      if (!isBounded[column]) continue;
      const highMove = direction === undefined ? 0 : dual * direction.high[column]!;
      sum += (room[column]! - move) * (high[column]! + highMove);
    }
    return sum / this.boundsCount;
  }

  /** D of the normal equations. */
  private scaling(): Float64Array {
    const { flow, high, isBounded, low, room } = this;
    const scaling = Float64Array.from(this.problem.weight);
    for (let column = 0; column < flow.length; column++) {
      scaling[column]! += low[column]! / flow[column]!;
      if (isBounded[column]) scaling[column]! += high[column]! / room[column]!;
    }
    return scaling;
  }

  /** Where to go so that rows balance and every slack × multiplier makes up for its gap. */
  private direction({ dual, primal, scaling }: Residuals, gaps: Gaps): Direction {
    const lowMoves = Float64Array.from(gaps.lowGap);
    const highMoves = Float64Array.from(gaps.highGap);
    const wanted = Float64Array.from(dual);
    const right = Float64Array.from(primal);
    const { rows, starts, values } = this.problem;
    for (let column = 0; column < wanted.length; column++) {
      wanted[column]! += lowMoves[column]! / this.flow[column]!;
      if (this.isBounded[column]) wanted[column]! -= highMoves[column]! / this.room[column]!;
      const share = wanted[column]! / scaling[column]!;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        right[rows[entry]!]! -= values[entry]! * share;
      }
    }
    const prices = this.equations.solve(right);
    const flow = this.pulls(prices);
    for (let column = 0; column < flow.length; column++) {
      const move = (wanted[column]! + flow[column]!) / scaling[column]!;
      flow[column] = move;
      lowMoves[column] = (lowMoves[column]! - this.low[column]! * move) / this.flow[column]!;
      if (!this.isBounded[column]) continue;
      highMoves[column] = (highMoves[column]! + this.high[column]! * move) / this.room[column]!;
    }
    return { flow, prices, low: lowMoves, high: highMoves };
  }

  /**
   * How far slack × multiplier of each bound is from `centre`; the last guess at both moves says what
   * their product will add.
   */
  private gaps(centre: number, guess?: Direction): Gaps {
    const { flow, high, isBounded, low, room } = this;
    const lowGap = new Float64Array(flow.length);
    const highGap = new Float64Array(flow.length);
    for (let column = 0; column < flow.length; column++) {
      const move = guess === undefined ? 0 : guess.flow[column]!;
      const lowMove = guess === undefined ? 0 : guess.low[column]!;
      lowGap[column] = centre - flow[column]! * low[column]! - move * lowMove;
      if (!isBounded[column]) continue;
      const highMove = guess === undefined ? 0 : guess.high[column]!;
      highGap[column] = centre - room[column]! * high[column]! + move * highMove;
    }
    return { lowGap, highGap };
  }

  private stepLengths(direction: Direction, caution: number): [primal: number, dual: number] {
    const { flow, high, isBounded, low, room } = this;
    let [primal, dual] = [1 / caution, 1 / caution];
    for (let column = 0; column < flow.length; column++) {
      const move = direction.flow[column]!;
      primal = shorten(primal, flow[column]!, move);
      dual = shorten(dual, low[column]!, direction.low[column]!);
      if (!isBounded[column]) continue;
      primal = shorten(primal, room[column]!, -move);
      dual = shorten(dual, high[column]!, direction.high[column]!);
    }
    // Costs that rise with the flow tie both moves together.
    if (!this.isLinear) primal = dual = Math.min(primal, dual);
    return [primal * caution, dual * caution];
  }

  private move(direction: Direction, [primal, dual]: readonly [number, number]): void {
    const { flow, high, low, prices, room } = this;
    for (let row = 0; row < prices.length; row++) prices[row]! += dual * direction.prices[row]!;
    for (let column = 0; column < flow.length; column++) {
      flow[column]! += primal * direction.flow[column]!;
      room[column]! -= primal * direction.flow[column]!;
      low[column]! += dual * direction.low[column]!;
      high[column]! += dual * direction.high[column]!;
    }
  }
}
