import { flags, floats, zeros } from '@trueque/kernel';
import { largest, type LinearProgram, type LpSolver } from '@trueque/linear-program';
import { type AffineClasses, affineClasses } from './affine-classes.js';
import { PriceEnds } from './price-ends.js';
import { sensesOf } from './price-senses.js';
import type { PriceBounds } from './price-sweep.js';

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
 * substituted away first; `PriceEnds` then finds both ends.
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
  const classes = affineClasses(programme, sensesOf(programme, flow));
  const ends = new PriceEnds(classes, solver);
  const far = FAR * (1 + largest(programme.cost));
  const everywhere = bounded(classes, () => [-far, far]);
  const [least, greatest] = [ends.least(everywhere), ends.greatest(everywhere)];
  const bottomless = flagsOf(least, (value) => value < -far / 2);
  const topless = flagsOf(greatest, (value) => value > far / 2);
  const open = restingClasses(classes, idle).map((rests, index) =>
    Math.max(rests, bottomless[index]!, topless[index]!),
  );
  const middle = floats(least.length, (index) => (least[index]! + greatest[index]!) / 2);
  const price = open.includes(1)
    ? ends.settled(
        bounded(classes, (index) => {
          if (open[index] === 0) return [middle[index]!, middle[index]!];
          return [bottomless[index] && topless[index] ? 0 : -far, far];
        }),
        topless,
      )
    : middle;
  const written = (values: Float64Array, isOpen: Uint8Array) =>
    classes.expand(
      floats(values.length, (index) => (isOpen[index] ? price[index]! : values[index]!)),
    );
  return {
    least: written(least, bottomless),
    greatest: written(greatest, topless),
    price: classes.expand(price),
  };
};

/** Far beyond any price, near enough for the solver's digits. */
const FAR = 1e3;

/** Bounds of every class: what conditions say of it alone, within what is asked here. */
const bounded = (
  { count, lower, upper }: AffineClasses,
  asked: (index: number) => readonly [least: number, most: number],
): PriceBounds => {
  const bounds = { lower: zeros(count), upper: zeros(count) };
  for (let index = 0; index < count; index++) {
    const [least, most] = asked(index);
    bounds.lower[index] = Math.max(least, Math.min(lower[index]!, most));
    bounds.upper[index] = Math.min(most, Math.max(upper[index]!, least));
  }
  return bounds;
};

const flagsOf = (values: Float64Array, isSo: (value: number) => boolean): Uint8Array => {
  const found = flags(values.length);
  for (let index = 0; index < values.length; index++) found[index] = Number(isSo(values[index]!));
  return found;
};

/** Classes all of whose rows are idle. */
const restingClasses = (
  { classOf, count }: AffineClasses,
  idle: ReadonlySet<number>,
): Uint8Array => {
  const resting = flags(count).fill(1);
  classOf.forEach((index, row) => {
    if (index >= 0 && !idle.has(row)) resting[index] = 0;
  });
  return resting;
};
