/** One line of a benchmark's answer (interfaces §2). A number that does not exist is null, never left out. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What nothing that does this job can stay below, measured in the same run, in the same unit. */
  readonly floor: number | null;
  /** Value over floor. */
  readonly ratio: number | null;
  /** The bar as it was set, such as `≤ 0.3 s`. */
  readonly target: string | null;
  readonly holds: boolean | null;
}

export interface Bench {
  readonly name: string;
  readonly description: string;
  /** Names of parts that can be measured alone; a benchmark without is one. */
  readonly parts?: readonly string[];
  /** Measures, all or the parts that are wanted; says on the way what it is at. */
  run(
    say: (progress: string) => void,
    isWanted: (part: string) => boolean,
  ): Promise<readonly BenchRow[]>;
}

/** What was measured, and what it is held to, in the unit of the value or as a part of the floor. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly atLeastOfFloor?: number;
}

export const benchRow = (measured: Measured): BenchRow => {
  const { name, value, unit, floor } = measured;
  const bars = barsOf(measured);
  const round = roundingOf(measured);
  return {
    name,
    value: rounded(value, round),
    unit,
    floor: floor === undefined ? null : rounded(floor),
    ratio: floor === undefined || floor === 0 ? null : rounded(value / floor, round),
    target: bars.length === 0 ? null : bars.map(({ said }) => said).join(', '),
    holds: bars.length === 0 ? null : bars.every(({ holds }) => holds),
  };
};

const barsOf = ({ value, unit, floor = 0, atMost, atLeast, atLeastOfFloor }: Measured) => [
  ...(atMost === undefined
    ? []
    : [{ said: `≤ ${rounded(atMost)} ${unit}`, holds: value <= atMost }]),
  ...(atLeast === undefined
    ? []
    : [{ said: `≥ ${rounded(atLeast)} ${unit}`, holds: value >= atLeast }]),
  ...(atLeastOfFloor === undefined
    ? []
    : [{ said: `≥ ${atLeastOfFloor} × floor`, holds: value >= atLeastOfFloor * floor }]),
];

/** Never across a bar: what misses it by little is not told as if it held. */
const roundingOf = ({ atMost, atLeast, atLeastOfFloor }: Measured): ((value: number) => number) => {
  const isHeldUp = atLeast !== undefined || atLeastOfFloor !== undefined;
  if (atMost === undefined) return isHeldUp ? Math.floor : Math.round;
  return isHeldUp ? Math.round : Math.ceil;
};

/** Four digits tell all that a benchmark can repeat. */
const rounded = (value: number, round = Math.round): number => {
  if (value === 0 || !Number.isFinite(value)) return value;
  const digits = 3 - Math.floor(Math.log10(Math.abs(value)));
  // What a division leaves behind in the last bits is not a digit that was missed.
  const scaled = Number((value * 10 ** digits).toPrecision(12));
  return Number(`${round(scaled)}e${-digits}`);
};
