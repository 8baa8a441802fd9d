import { floats, wholeZeros, zeros } from '@trueque/kernel';
import type { EvenFlowProblem } from './even-flow-problem.js';
import { highestStep, type Way } from './even-step.js';
import { fromInside } from './interior/interior-optimum.js';
import { NormalEquations, type SparseColumns } from './interior/normal-equations.js';
import { PrecisePrices } from './precise-prices.js';
import { largest } from './products.js';

/**
 * The even flow of columns that meet in several rows at once. Each follows the prices of its rows,
 * x = t + (Aᵀy − c)/w cut at its bounds, and the prices are where every row balances: the top of a concave
 * function made of finitely many pieces of parabolas. Newton's method goes to the top of the piece it stands
 * on or, where that is on another, to the highest point on the way, which is found exactly. So it
 * rises from piece to piece until it is on the right one.
 *
 * Columns without weight are drawn a little to where they were before, until they stay there (proximal point).
 */
export const evenMesh = (problem: EvenFlowProblem): Float64Array => {
  const search = new MeshSearch(problem);
  if (problem.rightHandSide.length >= MANY_ROWS) search.beginInside();
  for (let round = 0; round < ROUNDS_MAX; round++) if (search.climb() <= SETTLED) break;
  return search.flow;
};

const ROUNDS_MAX = 100;
/** From so many rows on a climb from nowhere crosses more pieces than it takes to come near the top from the inside. */
const MANY_ROWS = 100;
/** How strongly a column without weight is drawn to where it was, beside the least weight. */
const PULL = 0.01;
/** Moves and imbalances this small, as shares of the problem's size, are rounding. */
const SETTLED = 1e-11;
const BALANCED = 3e-16;
/** From here on a few steps that do not halve the imbalance mean that what is left is noise. */
const NEARLY_BALANCED = 1e-10;
const NOISY_STEPS_MAX = 3;
/** Far more pieces than a climb has ever crossed. */
const STEPS_MAX = 5000;
/** What every row lends to the slope, beside what all its columns would, so that prices with nobody to move still move. */
const LENT = 1e-10;
/** A way that still rises this much at its end, as a share of its first rise, has no top. */
const ENDLESS = 0.5;

/** Mutable: `climb` moves the prices, and the flow that follows them. */
class MeshSearch {
  /** The answer that leaves least out of balance. */
  flow: Float64Array;
  private readonly columns: EvenFlowProblem;
  private readonly size: number;
  private readonly prices: PrecisePrices;
  private readonly equations: NormalEquations;
  /** Of the columns, and after them of what each row lends. */
  private readonly stiffness: Float64Array;
  private margins: Float64Array;
  private following: Float64Array;
  private left: Float64Array;

  constructor(problem: EvenFlowProblem) {
    const { rightHandSide } = problem;
    this.columns = withTargets(problem);
    this.size = sizeOf(problem);
    this.prices = new PrecisePrices(rightHandSide.length);
    this.equations = new NormalEquations(withLoans(this.columns), rightHandSide.length);
    this.stiffness = stiffnessOf(this.columns);
    this.margins = this.prices.margins(this.columns, this.columns.cost);
    this.flow = this.following = this.flowAt(this.margins);
    this.left = this.imbalanceOf(this.following);
  }

  /** Takes the prices, and what columns without weight do, from near the top. */
  beginInside(): void {
    const { cost, lower, rightHandSide, target, upper, weight } = this.columns;
    const near = fromInside(
      {
        ...this.columns,
        columnsCount: weight.length,
        rowsCount: rightHandSide.length,
        cost: cost.map((each, column) => each - weight[column]! * target[column]!),
      },
      weight,
    );
    weight.forEach((each, column) => {
      if (each === 0)
        target[column] = Math.min(upper[column]!, Math.max(lower[column]!, near.primal[column]!));
    });
    this.move(near.dual, 1);
  }

  /** Climbs to the top for the present targets; answers how far columns without weight are from theirs. */
  climb(): number {
    this.follow();
    let least = Infinity;
    let noisy = 0;
    for (let steps = 0; steps < STEPS_MAX; steps++) {
      const imbalance = largest(this.left) / this.size;
      if (imbalance < least) this.flow = this.following;
      if (imbalance >= least / 2 && imbalance < NEARLY_BALANCED) noisy += 1;
      least = Math.min(least, imbalance);
      if (least <= BALANCED || noisy === NOISY_STEPS_MAX || !this.step(least)) break;
    }
    return this.retarget() / this.size;
  }

  /** One step up; false where there is none, or no end to it. */
  private step(least: number): boolean {
    const direction = this.direction();
    const rise = dot(this.left, direction);
    if (!(rise > 0)) return false;
    const pulls = transposed(this.columns, direction);
    if (this.isBetterBy(pulls, least / 2)) {
      this.move(direction, 1);
      return true;
    }
    this.move(direction, highestStep(this.way(pulls), rise));
    return dot(this.left, direction) <= ENDLESS * rise;
  }

  private move(direction: Float64Array, length: number): void {
    this.prices.move(direction, length);
    this.follow();
  }

  private follow(): void {
    this.margins = this.prices.margins(this.columns, this.columns.cost);
    this.following = this.flowAt(this.margins);
    this.left = this.imbalanceOf(this.following);
  }

  /** To the top of the present piece: columns between their bounds move, and what rows lend. */
  private direction(): Float64Array {
    const { lower, upper } = this.columns;
    this.equations.factor(
      this.stiffness.map((stiffness, column) => {
        const x = this.following[column];
        const moves = x === undefined || (x > lower[column]! && x < upper[column]!);
        return moves ? stiffness : Infinity;
      }),
    );
    return this.equations.solve(this.left);
  }

  /** Whether the whole step leaves less out of balance than this. */
  private isBetterBy(pulls: Float64Array, least: number): boolean {
    const after = this.flowAt(this.margins.map((margin, column) => margin + pulls[column]!));
    return largest(this.imbalanceOf(after)) < least * this.size;
  }

  private way(pulls: Float64Array): Way {
    const { lower, target, upper } = this.columns;
    const { following: from, margins, stiffness } = this;
    return { lower, upper, target, margins, pulls, stiffness, from };
  }

  private flowAt(margins: Float64Array): Float64Array {
    const { lower, target, upper } = this.columns;
    return margins.map((margin, column) => {
      const x = target[column]! + margin / this.stiffness[column]!;
      return Math.min(upper[column]!, Math.max(lower[column]!, x));
    });
  }

  private imbalanceOf(flow: Float64Array): Float64Array {
    const { rightHandSide, rows, starts, values } = this.columns;
    const left = Float64Array.from(rightHandSide);
    for (let column = 0; column < flow.length; column++) {
      const x = flow[column]!;
      if (x === 0) continue;
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        left[rows[entry]!]! -= values[entry]! * x;
      }
    }
    return left;
  }

  /** Draws columns without weight to where they are now; answers how far that is from before. */
  private retarget(): number {
    const { target, weight } = this.columns;
    let moved = 0;
    for (let column = 0; column < target.length; column++) {
      if (weight[column]! > 0) continue;
      moved = Math.max(moved, Math.abs(this.flow[column]! - target[column]!));
      target[column] = this.flow[column]!;
    }
    return moved;
  }
}

/** Columns without weight begin as near to nothing as they can. */
const withTargets = (problem: EvenFlowProblem): EvenFlowProblem => {
  const { lower, target, upper, weight } = problem;
  return {
    ...problem,
    target: target.map((each, column) =>
      weight[column]! > 0 ? each : Math.min(upper[column]!, Math.max(lower[column]!, 0)),
    ),
  };
};

const sizeOf = ({ lower, rightHandSide, upper }: EvenFlowProblem): number => {
  let most = Math.max(1e-9, largest(rightHandSide));
  for (let column = 0; column < upper.length; column++) {
    if (Number.isFinite(upper[column]!)) most = Math.max(most, upper[column]! - lower[column]!);
  }
  return most;
};

/** The columns, and one more for each row. */
const withLoans = ({ rightHandSide, rows, starts, values }: EvenFlowProblem): SparseColumns => {
  const end = rows.length;
  const count = starts.length + rightHandSide.length;
  const loans = {
    starts: wholeZeros(count),
    rows: wholeZeros(end + rightHandSide.length),
    values: zeros(end + rightHandSide.length),
  };
  loans.starts.set(starts);
  loans.rows.set(rows);
  loans.values.set(values);
  for (let row = 0; row < rightHandSide.length; row++) {
    loans.starts[starts.length + row] = end + row + 1;
    loans.rows[end + row] = row;
    loans.values[end + row] = 1;
  }
  return loans;
};

const stiffnessOf = ({
  rightHandSide,
  rows,
  starts,
  values,
  weight,
}: EvenFlowProblem): Float64Array => {
  const least = weight.reduce((low, each) => (each > 0 ? Math.min(low, each) : low), Infinity);
  const pull = PULL * (least === Infinity ? 1 : least);
  const stiffness = new Float64Array(weight.length + rightHandSide.length);
  const slopes = new Float64Array(rightHandSide.length);
  weight.forEach((each, column) => {
    stiffness[column] = each > 0 ? each : pull;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      slopes[rows[entry]!]! += values[entry]! ** 2 / stiffness[column];
    }
  });
  slopes.forEach((slope, row) => (stiffness[weight.length + row] = 1 / (LENT * slope)));
  return stiffness;
};

/** Aᵀy. */
const transposed = ({ rows, starts, values }: SparseColumns, prices: Float64Array): Float64Array =>
  floats(starts.length - 1, (column) => {
    let sum = 0;
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      sum += values[entry]! * prices[rows[entry]!]!;
    }
    return sum;
  });

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
};
