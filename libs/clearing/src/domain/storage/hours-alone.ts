import { BASIC, type Basis, type LpSolver, solveApart } from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';

/**
 * A basis from the same market with its batteries idle. Nothing ties its periods then, so each is a small
 * programme of its own, and what is left to do is to bring the batteries in. Undefined where the market cannot be
 * served, or be solved, without them.
 */
export const basisOfIdleBatteries = (
  { batteries, programme }: Network,
  solver: LpSolver,
): Basis | undefined => {
  const [lower, upper] = [programme.lower.slice(), programme.upper.slice()];
  const rightHandSide = programme.rightHandSide.slice();
  for (const { charge, discharge, rows, state } of batteries) {
    for (const column of [...charge, ...discharge, ...state]) lower[column] = upper[column] = 0;
    for (const row of rows) rightHandSide[row] = 0;
  }
  const { basis } = {
    basis: undefined,
    ...solveApart({ ...programme, lower, rightHandSide, upper }, solver),
  };
  if (basis === undefined) return undefined;
  for (const { rows, state } of batteries) {
    // What is stored follows from what is charged, row by row.
    for (const row of rows) basis.rows[row] = 0;
    for (const column of state) basis.columns[column] = BASIC;
  }
  return basis;
};
