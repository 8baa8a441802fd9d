import type { EvenColumn, EvenFlowProblem } from './even-flow-problem.js';

/**
 * Columns that a row leaves no choice: where the least (or the most) that a row's columns can add up
 * to is just what the row asks for, all of them stand at the bound that gives it. Interior point
 * methods need room on both sides of every column, so these are settled beforehand, over and over
 * until no row forces anything. Answers the forced values; NaN where a column is free.
 */
export const forcedColumns = ({ columns, rightHandSide }: EvenFlowProblem): Float64Array => {
  const values = new Float64Array(columns.length).fill(Number.NaN);
  const rows = rowsOf(columns, rightHandSide);
  const queue = rows.map((_, row) => row);
  while (queue.length > 0) {
    const row = rows[queue.pop()!]!;
    const side = forcedSide(columns, row, values);
    if (side === undefined) continue;
    for (const { column, value } of row.entries) {
      if (!Number.isNaN(values[column]!)) continue;
      const { entries, lower, upper } = columns[column]!;
      values[column] = value > 0 === (side === 'least') ? lower : upper;
      for (const [other] of entries) queue.push(other);
    }
  }
  return values;
};

interface Row {
  readonly rightHandSide: number;
  readonly entries: { readonly column: number; readonly value: number }[];
}

const rowsOf = (columns: readonly EvenColumn[], rightHandSide: Float64Array): Row[] => {
  const rows = Array.from(rightHandSide, (amount): Row => ({ rightHandSide: amount, entries: [] }));
  columns.forEach(({ entries }, column) => {
    for (const [row, value] of entries) rows[row]!.entries.push({ column, value });
  });
  return rows;
};

/** Rounding noise of a row's sum, as a share of what flows through it. */
const NOISE = 1e-11;

const forcedSide = (
  columns: readonly EvenColumn[],
  { entries, rightHandSide }: Row,
  values: Float64Array,
): 'least' | 'most' | undefined => {
  let [least, most, size] = [-rightHandSide, -rightHandSide, Math.abs(rightHandSide) + 1e-6];
  for (const { column, value } of entries) {
    const known = values[column]!;
    const { lower, upper } = columns[column]!;
    const [low, high] = Number.isNaN(known) ? [lower, upper] : [known, known];
    least += value * (value > 0 ? low : high);
    most += value * (value > 0 ? high : low);
    size += Number.isFinite(high) ? Math.abs(value * high) : 0;
  }
  if (Math.abs(least) <= NOISE * size) return 'least';
  return Math.abs(most) <= NOISE * size ? 'most' : undefined;
};
