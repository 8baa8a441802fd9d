import { floats, zeros } from '@trueque/kernel';
import {
  type Basis,
  basisOf,
  connectedParts,
  type LinearProgram,
  type LpSolver,
  pricesOfSilence,
  programmeOfPart,
  rowResiduals,
} from '@trueque/linear-program';
import { coupledPrices, flowGuessedAt } from '../coupling/coupled-prices.js';
import { firstPrices } from '../coupling/first-prices.js';
import type { Network } from '../formulation/network.js';
import { priceStorage } from './worth-of-storage.js';

/**
 * A basis to solve a market with batteries from. While they are idle nothing ties its periods, and these couple
 * like those of any market; at the prices that come of it, each battery does what pays it best. What all of them do at
 * once is left to be brought together. Undefined where the market cannot be served, or be solved, without batteries.
 */
export const basisOfResponse = (network: Network, solver: LpSolver): Basis | undefined => {
  const { periods, programme } = network;
  const idle = withoutBatteries(network);
  const prices = zeros(programme.rowsCount);
  periods.forEach((_, index) => firstPrices({ ...network, programme: idle }, index, prices));
  if (!coupleApart(idle, prices, solver)) return undefined;
  priceStorage(network, prices);
  return basisOf(programme, { primal: flowGuessedAt(programme, prices), dual: prices });
};

/** Couples each connected part from its prices, and writes over them; false where one has no optimum. */
const coupleApart = (programme: LinearProgram, prices: Float64Array, solver: LpSolver): boolean => {
  const { parts, silent } = connectedParts(programme);
  const left = rowResiduals(programme, programme.lower);
  for (const part of parts) {
    const first = floats(part.rows.length, (index) => prices[part.rows[index]!]!);
    const coupled = coupledPrices(programmeOfPart(programme, part, left), first, solver);
    if (coupled.status !== 'optimal') return false;
    part.rows.forEach((row, index) => (prices[row] = coupled.dual[index]!));
  }
  pricesOfSilence(programme, silent, prices);
  return true;
};

const withoutBatteries = ({ batteries, programme }: Network): LinearProgram => {
  const [lower, upper] = [programme.lower.slice(), programme.upper.slice()];
  const rightHandSide = programme.rightHandSide.slice();
  for (const { charge, discharge, rows, state } of batteries) {
    for (const column of [...charge, ...discharge, ...state]) lower[column] = upper[column] = 0;
    for (const row of rows) rightHandSide[row] = 0;
  }
  return { ...programme, lower, rightHandSide, upper };
};
