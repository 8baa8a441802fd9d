import type { LinearProgram } from './linear-program.js';

/** What a unit of a column costs beyond what all rows but one pay for it, and how much of it that row sees. */
export const worthAt = (
  { cost, rows, starts, values }: LinearProgram,
  column: number,
  { prices, row }: { readonly row: number; readonly prices: Float64Array },
): { readonly share: number; readonly worth: number } => {
  let [share, worth] = [0, cost[column]!];
  for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
    if (rows[entry] === row) share = values[entry]!;
    else worth -= values[entry]! * prices[rows[entry]!]!;
  }
  return { share, worth };
};
