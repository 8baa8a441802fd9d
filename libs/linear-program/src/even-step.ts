import { zeros } from '@trueque/kernel';

/** Columns that follow the prices of their rows, and how these change along a way; a list for each. */
export interface Way {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Where a column would be if its rows paid just what it costs. */
  readonly target: Float64Array;
  /** What a column is paid beyond its cost at the beginning of the way. */
  readonly margins: Float64Array;
  /** How much more it is paid a step further on. */
  readonly pulls: Float64Array;
  /** What it must be paid to go a unit further from its target. */
  readonly stiffness: Float64Array;
  /** Where it is at the beginning. */
  readonly from: Float64Array;
}

/** A gain this near to what is wanted is it, as a share. */
const NEAR = 1e-9;
/** Far more looks than any way has taken. */
const LOOKS_MAX = 400;
/** Every so many looks the bends in question are cut down, however the line lies. */
const CUT_EVERY = 3;

/**
 * How far to go until the columns along a way have gained `rise` (Aᵀ of the way × how they moved), or to
 * where none of them moves any more. What they gain rises in straight pieces: Newton's method, held between
 * what was too short and what was too far, and where it is not, a bend between the two.
 * O(columns) a look, of which a dozen do.
 */
export const highestStep = (way: Way, rise: number): number => {
  const turns = turnsOf(way);
  let near: Place = { step: 0, missing: rise, slope: 0 };
  let far: Place | undefined;
  let step = 1;
  for (let looks = 1; looks < LOOKS_MAX; looks++) {
    const here = placeAt(way, turns, { step, rise });
    if (Math.abs(here.missing) <= NEAR * rise) return step;
    if (here.missing > 0) near = here;
    else far = here;
    const straight = straightOn(turns, here);
    const isCut = looks % CUT_EVERY === 0;
    const next =
      far === undefined ? straight : between(turns, { near, far }, isCut ? NaN : straight);
    if (next === step || next === Infinity) return step;
    step = next;
  }
  return step;
};

/** A place on the way: what of the gain is missing there, and what a step further on gains. */
interface Place {
  readonly step: number;
  readonly missing: number;
  readonly slope: number;
}

/** Where nothing would be missing if the line went straight on, or where it begins to rise again. */
const straightOn = ({ leaves }: Turns, { missing, slope, step }: Place): number =>
  missing < 0 || slope > 0
    ? step + missing / slope
    : leaves.reduce((next, turn) => (turn > step && turn < next ? turn : next), Infinity);

/** Where a straight piece of the line between two places gains what is wanted. */
const crossing = (near: Place, far: Place): number =>
  near.step + (far.step - near.step) * (near.missing / (near.missing - far.missing));

/** How far along the way each column leaves the bound behind it, and comes to the one before it. */
interface Turns {
  readonly leaves: Float64Array;
  readonly arrives: Float64Array;
  /** Those of both that may still be in the stretch that is looked at, which only becomes shorter. */
  bends: Float64Array;
}

const turnsOf = ({ lower, margins, pulls, stiffness, target, upper }: Way): Turns => {
  const turnAt = (bound: Float64Array, column: number): number =>
    (stiffness[column]! * (bound[column]! - target[column]!) - margins[column]!) / pulls[column]!;
  const bends = zeros(2 * pulls.length);
  const leaves = bends.subarray(0, pulls.length);
  const arrives = bends.subarray(pulls.length);
  for (let column = 0; column < pulls.length; column++) {
    const isPulled = pulls[column] !== 0;
    const [behind, before] = pulls[column]! > 0 ? [lower, upper] : [upper, lower];
    leaves[column] = isPulled ? turnAt(behind, column) : Infinity;
    arrives[column] = isPulled ? turnAt(before, column) : Infinity;
  }
  return { leaves, arrives, bends };
};

const placeAt = (
  { from, lower, margins, pulls, stiffness, target, upper }: Way,
  { arrives, leaves }: Turns,
  { rise, step }: { readonly rise: number; readonly step: number },
): Place => {
  let [missing, slope] = [rise, 0];
  for (let column = 0; column < pulls.length; column++) {
    if (step < leaves[column]!) continue;
    const pull = pulls[column]!;
    if (step < arrives[column]!) {
      const x = target[column]! + (margins[column]! + step * pull) / stiffness[column]!;
      missing -= pull * (x - from[column]!);
      slope += (pull * pull) / stiffness[column]!;
    } else missing -= pull * ((pull > 0 ? upper : lower)[column]! - from[column]!);
  }
  return { step, missing, slope };
};

/** The wanted step where it is in the stretch, or else a bend of the line there, or where it crosses. */
const between = (
  turns: Turns,
  { far, near }: { readonly far: Place; readonly near: Place },
  wanted: number,
): number => {
  if (wanted > near.step && wanted < far.step) return wanted;
  turns.bends = inStretch(turns.bends, near.step, far.step);
  // Whichever is taken leaves about half of the others.
  return turns.bends[turns.bends.length >> 1] ?? crossing(near, far);
};

const inStretch = (bends: Float64Array, near: number, far: number): Float64Array => {
  const kept = zeros(bends.length);
  let count = 0;
  for (let index = 0; index < bends.length; index++) {
    const bend = bends[index]!;
    if (bend > near && bend < far) kept[count++] = bend;
  }
  return kept.subarray(0, count);
};
