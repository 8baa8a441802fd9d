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
  /** Measures; says on the way what it is at. */
  run(say: (progress: string) => void): Promise<readonly BenchRow[]>;
}

/** What was measured, and what it is held to: at most `atMost`, in the unit of the value. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly atMost?: number;
}

export const benchRow = ({ name, value, unit, floor, atMost }: Measured): BenchRow => ({
  name,
  value: rounded(value),
  unit,
  floor: floor === undefined ? null : rounded(floor),
  ratio: floor === undefined || floor === 0 ? null : rounded(value / floor),
  target: atMost === undefined ? null : `≤ ${atMost} ${unit}`,
  holds: atMost === undefined ? null : value <= atMost,
});

/** Four digits tell all that a benchmark can repeat. */
const rounded = (value: number): number => Number(value.toPrecision(4));
