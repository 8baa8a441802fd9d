/** One of several weightless columns side by side: so many times the first of them. */
export interface Strand {
  readonly column: number;
  readonly factor: number;
  readonly lower: number;
  readonly upper: number;
}

/** The bound at which a strand adds least to the bundle. */
export const leastEnd = ({ factor, lower, upper }: Strand): number => (factor > 0 ? lower : upper);

export const mostEnd = ({ factor, lower, upper }: Strand): number => (factor > 0 ? upper : lower);

/** Divides what a bundle carries among its strands, each as full as it gets. */
export const spread = (values: Float64Array, bundle: number, strands: readonly Strand[]): void => {
  let left = strands.reduce((sum, { factor, lower }) => sum - factor * lower, values[bundle]!);
  for (const { column, factor, lower, upper } of strands) {
    const x = Math.min(upper, Math.max(lower, lower + left / factor));
    left -= factor * (x - lower);
    values[column] = x;
  }
};

interface Line {
  readonly entries: ReadonlyMap<number, number>;
  readonly cost: number;
}

const SAME = 1e-12;

/** How many times a column is another, in every row and in cost; nothing where it is not. */
export const timesOf = (line: Line, other: Line, row: number): number[] => {
  const factor = line.entries.get(row)! / other.entries.get(row)!;
  const isSame =
    line.entries.size === other.entries.size &&
    Math.abs(line.cost - factor * other.cost) <= SAME * Math.max(1, Math.abs(line.cost)) &&
    [...line.entries].every(
      ([at, value]) => Math.abs(value - factor * (other.entries.get(at) ?? 0)) <= SAME,
    );
  return isSame ? [factor] : [];
};
