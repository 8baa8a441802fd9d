/** Directions of all unknowns; `low` and `high` are the multipliers of the two bounds. */
export interface Direction {
  readonly flow: Float64Array;
  readonly prices: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface Move {
  readonly direction: Direction;
  readonly steps: readonly [primal: number, dual: number];
}

export interface Residuals {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly scaling: Float64Array;
}

export interface Gaps {
  readonly lowGap: Float64Array;
  readonly highGap: Float64Array;
}

/** A step's length, shortened where a value would fall below zero. */
export const shorten = (length: number, value: number, move: number): number =>
  move < 0 ? Math.min(length, -value / move) : length;

export const lengthOf = ({ steps: [primal, dual] }: Move): number => primal + dual;

/** Products between centre ÷ 10 and centre × 10 are near enough. */
const BAND = 10;

/** What brings a product that strays from the band about the centre back to its edge, but not all the way from afar. */
export const strayed = (product: number, centre: number): number => {
  if (product < centre / BAND) return centre / BAND - product;
  return product > centre * BAND ? Math.max(centre * BAND - product, -centre * BAND) : 0;
};
