import { certify } from '../certificate.js';
import type { LinearProgram } from '../linear-program.js';
import { largest, reducedCosts } from '../products.js';
import { InteriorPoint, type IteratePoint, type ScaledProblem } from './interior-point.js';

/** A primal and a dual vector that prove each other optimal; in the middle of all optima, not at a corner. */
export interface InteriorOptimum {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly roundsCount: number;
}

const ROUNDS_MAX = 150;
/** Mean of slack × multiplier at which more rounds only stir noise. */
const COMPLEMENTARITY = 1e-18;
/** Rounds without progress before the best point so far has to do. */
const PATIENCE = 8;

/**
 * Solves a programme from its interior. The method's linear systems fall apart by themselves: every
 * offer, battery and community is eliminated on its own and what is left are the prices at which they
 * meet, so a round costs about as much as there are columns, and rounds hardly grow in number.
 * Undefined where the method does not reach a proof: the programme may be infeasible, or too delicate.
 */
export const interiorOptimum = (programme: LinearProgram): InteriorOptimum | undefined => {
  const free = freeColumns(programme);
  const { problem, steepest } = scaled(programme, free);
  const { point, roundsCount } = bestPoint(new InteriorPoint(problem));
  const primal = Float64Array.from(programme.lower);
  free.forEach((column, index) => {
    const amount = programme.lower[column]! + point.flow[index]! * problem.size;
    primal[column] = Math.min(programme.upper[column]!, amount);
  });
  const dual = point.prices.map((price) => price * steepest);
  return isProven(programme, primal, dual) ? { primal, dual, roundsCount } : undefined;
};

const bestPoint = (method: InteriorPoint): { point: IteratePoint; roundsCount: number } => {
  let point = method.point();
  let bestRound = 0;
  let round = 0;
  while (round++ < ROUNDS_MAX && method.improve()) {
    const next = method.point();
    if (next.merit < point.merit) [point, bestRound] = [next, round];
    if (next.complementarity < COMPLEMENTARITY || round - bestRound > PATIENCE) break;
  }
  return { point, roundsCount: round };
};

const freeColumns = ({ columnsCount, lower, upper }: LinearProgram): number[] => {
  const free: number[] = [];
  for (let column = 0; column < columnsCount; column++) {
    if (upper[column]! > lower[column]!) free.push(column);
  }
  return free;
};

/** Lower bounds moved to 0, columns without room to the right hand side, amounts and costs to about 1. */
const scaled = (programme: LinearProgram, free: readonly number[]) => {
  const rightHandSide = movedRightHandSide(programme);
  const size = Math.max(1e-6, largest(rightHandSide));
  const steepest = typical(Float64Array.from(free, (column) => programme.cost[column]!));
  const problem: ScaledProblem = {
    size,
    ...columnsOf(programme, free),
    cost: Float64Array.from(free, (column) => programme.cost[column]! / steepest),
    upper: Float64Array.from(
      free,
      (column) => (programme.upper[column]! - programme.lower[column]!) / size,
    ),
    rightHandSide: rightHandSide.map((amount) => amount / size),
  };
  return { problem, steepest };
};

const movedRightHandSide = (programme: LinearProgram): Float64Array => {
  const { columnsCount, lower, rows, starts, values } = programme;
  const moved = Float64Array.from(programme.rightHandSide);
  for (let column = 0; column < columnsCount; column++) {
    for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
      moved[rows[entry]!]! -= values[entry]! * lower[column]!;
    }
  }
  return moved;
};

const columnsOf = ({ rows, starts, values }: LinearProgram, columns: readonly number[]) => {
  const pickedStarts = new Int32Array(columns.length + 1);
  columns.forEach((column, index) => {
    pickedStarts[index + 1] = pickedStarts[index]! + starts[column + 1]! - starts[column]!;
  });
  const count = pickedStarts[columns.length]!;
  const picked = { rows: new Int32Array(count), values: new Float64Array(count) };
  columns.forEach((column, index) => {
    const to = pickedStarts[index]!;
    picked.rows.set(rows.subarray(starts[column], starts[column + 1]), to);
    picked.values.set(values.subarray(starts[column], starts[column + 1]), to);
  });
  return { starts: pickedStarts, ...picked };
};

/** The cost in the middle of all that are not zero: a value of lost load is not what prices are like. */
const typical = (costs: Float64Array): number => {
  const sizes = costs
    .map(Math.abs)
    .filter((cost) => cost > 0)
    .sort();
  return sizes[Math.floor(sizes.length / 2)] ?? 1;
};

/** What floating point may leave of a perfect proof: relative, and in the unit of the costs. */
const GAP = 1e-10;
/** As a share of the largest amount a row asks for. */
const IMBALANCE = 1e-8;
/** A column is either worth its cost or at a bound: never this far from both. */
const TIE = 1e-9;
const OFF_BOUND = 1e-6;

const isProven = (programme: LinearProgram, primal: Float64Array, dual: Float64Array): boolean => {
  const proof = certify(programme, primal, dual);
  const { lower, upper } = programme;
  return (
    proof.gap <= GAP &&
    proof.dualInfeasibility <= TIE &&
    proof.primalInfeasibility <= IMBALANCE * Math.max(1, largest(programme.rightHandSide)) &&
    reducedCosts(programme, dual).every((reduced, column) => {
      const fromBound =
        reduced > 0 ? primal[column]! - lower[column]! : upper[column]! - primal[column]!;
      return Math.abs(reduced) <= TIE || fromBound <= OFF_BOUND;
    })
  );
};
