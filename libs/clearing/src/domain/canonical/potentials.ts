import {
  largest,
  type LinearProgram,
  type LpSolver,
  ProgrammeBuilder,
} from '@trueque/linear-program';
import { type AffineClasses, affineClasses, type Condition } from './affine-classes.js';
import { solveOrThrow } from './not-proven.js';

/** Prices of every row: the least optimal ones, the greatest, and the canonical ones between. */
export interface Potentials {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly price: Float64Array;
}

/**
 * For given optimal quantities the optimal duals are all that obey, for each column,
 *
 *   Aᵀy ≤ c where it is at its lower bound,  ≥ c at its upper,  = c in between.
 *
 * In a network every such condition ties two prices at most, with opposite signs, so the set has a
 * least and a greatest element and their midpoint belongs to it (market model §6). Equalities are
 * substituted away first; two small programmes then find both ends.
 *
 * Three kinds of rows have no middle. Where energy runs out to the last unit nothing bounds the price
 * from above, and it stands at its least. Where nobody buys (`idle` rows, and rows that nothing bounds
 * from below) it is what the next kWh would cost, its greatest. Where nothing bounds it at all, the
 * least price ≥ 0.
 */
export const potentials = (
  {
    flow,
    idle,
    programme,
  }: { programme: LinearProgram; flow: Float64Array; idle: ReadonlySet<number> },
  solver: LpSolver,
): Potentials => {
  const conditions = conditionsOf(programme, flow);
  const classes = affineClasses(programme.rowsCount, conditions);
  const far = FAR * (1 + largest(programme.cost));
  const end = (sense: 1 | -1) =>
    extreme({ classes, conditions, solver }, (_, index) => ({
      weight: sense * (1 + chance(index) / 64),
      lower: -far,
      upper: far,
    }));
  const [least, greatest] = [end(1), end(-1)];
  const bottomless = least.map((value) => Number(value < -far / 2));
  const topless = greatest.map((value) => Number(value > far / 2));
  const resting = restingClasses(classes, idle);
  const price = between(
    { classes, conditions, solver },
    { least, greatest, bottomless, topless, resting, far },
  );
  const written = (ends: Float64Array, open: Float64Array) =>
    classes.expand(ends.map((value, index) => (open[index] ? price[index]! : value)));
  return {
    least: written(least, bottomless),
    greatest: written(greatest, topless),
    price: classes.expand(price),
  };
};

/** Far beyond any price, near enough for the solver's digits. */
const FAR = 1e3;

const conditionsOf = (programme: LinearProgram, flow: Float64Array): Condition[] => {
  const { columnsCount, cost, lower, rows, starts, upper, values } = programme;
  const conditions: Condition[] = [];
  for (let column = 0; column < columnsCount; column++) {
    const near = 1e-8 * Math.max(1, Math.abs(flow[column]!));
    const atLower = flow[column]! <= lower[column]! + near;
    const atUpper = flow[column]! >= upper[column]! - near;
    if (atLower && atUpper) continue;
    conditions.push({
      sense: atLower ? 'at-most' : atUpper ? 'at-least' : 'equal',
      terms: Array.from({ length: starts[column + 1]! - starts[column]! }, (_, index) => {
        const entry = starts[column]! + index;
        return [rows[entry]!, values[entry]!] as const;
      }),
      bound: cost[column]!,
    });
  }
  return conditions;
};

interface PriceProblem {
  readonly classes: AffineClasses;
  readonly conditions: readonly Condition[];
  readonly solver: LpSolver;
}

interface PriceColumn {
  readonly weight: number;
  readonly lower: number;
  readonly upper: number;
}

/** The prices of all classes that minimise the given weights under every condition. */
const extreme = (
  { classes, solver }: PriceProblem,
  columnOf: (value: undefined, index: number) => PriceColumn,
): Float64Array => {
  if (classes.count === 0) return new Float64Array(0);
  const builder = new ProgrammeBuilder();
  for (let index = 0; index < classes.count; index++) {
    const { lower, upper, weight } = columnOf(undefined, index);
    const bounded = classes.bounds[index]!;
    builder.addColumn({
      cost: weight,
      lower: Math.max(lower, Math.min(bounded.lower, upper)),
      upper: Math.min(upper, Math.max(bounded.upper, lower)),
      entries: [],
    });
  }
  for (const { bound, sense, terms } of classes.conditions) {
    const row = builder.addRow(bound);
    for (const [index, coefficient] of terms) builder.addEntry(index, row, coefficient);
    if (sense !== 'equal') builder.addColumn({ entries: [[row, sense === 'at-most' ? 1 : -1]] });
  }
  return solveOrThrow(solver, builder.build()).primal.slice(0, classes.count);
};

interface Ends {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly bottomless: Float64Array;
  readonly topless: Float64Array;
  readonly resting: ReadonlySet<number>;
  readonly far: number;
}

/** Classes all of whose rows are idle. */
const restingClasses = (
  { classOf, count }: AffineClasses,
  idle: ReadonlySet<number>,
): ReadonlySet<number> => {
  const resting = new Set(Array.from({ length: count }, (_, index) => index));
  classOf.forEach((index, row) => {
    if (!idle.has(row)) resting.delete(index);
  });
  return resting;
};

/** What the next kWh would cost somewhere comes before what bounds it from nowhere. */
const FIRST = 1000;

const between = (problem: PriceProblem, ends: Ends): Float64Array => {
  const { bottomless, far, greatest, least, resting, topless } = ends;
  const isOpen = (index: number) =>
    bottomless[index] === 1 || topless[index] === 1 || resting.has(index);
  if (!least.some((_, index) => isOpen(index))) return midpoint(ends);
  const middle = midpoint(ends);
  return extreme(problem, (_, index) => {
    if (!isOpen(index)) return { weight: 0, lower: middle[index]!, upper: middle[index]! };
    const lower = bottomless[index] && topless[index] ? 0 : -far;
    return { weight: topless[index] ? 1 : -FIRST, lower, upper: far };
  }).map((value, index) => (isOpen(index) ? value : (least[index]! + greatest[index]!) / 2));
};

const midpoint = ({ greatest, least }: Ends): Float64Array =>
  least.map((value, index) => (value + greatest[index]!) / 2);

/** A number in [0, 1) for an index: any positive weights find the same ends of a lattice. */
const chance = (index: number): number => (index * 0.618033988749895) % 1;
