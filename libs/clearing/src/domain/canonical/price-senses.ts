import { flags } from '@trueque/kernel';
import type { LinearProgram } from '@trueque/linear-program';

/** What the flow of a column says of the prices of its rows: Aᵀy ≤ c, ≥ c, = c, or nothing. */
export const SENSE = { none: 0, atMost: 1, atLeast: 2, equal: 3 } as const;

/** For each column one of `SENSE`. */
export type Senses = Uint8Array;

/** At most where the column is at its lower bound, at least at its upper, equal in between. */
export const sensesOf = ({ lower, upper }: LinearProgram, flow: Float64Array): Senses => {
  const senses = flags(flow.length);
  for (let column = 0; column < flow.length; column++) {
    const amount = flow[column]!;
    const near = 1e-8 * Math.max(1, Math.abs(amount));
    const atLower = amount <= lower[column]! + near;
    const atUpper = amount >= upper[column]! - near;
    if (atLower && atUpper) continue;
    if (atLower) senses[column] = SENSE.atMost;
    else senses[column] = atUpper ? SENSE.atLeast : SENSE.equal;
  }
  return senses;
};
