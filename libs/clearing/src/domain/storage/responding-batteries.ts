import { zeros } from '@trueque/kernel';
import { type Basis, basisOf, type LinearProgram, type LpSolver } from '@trueque/linear-program';
import { coupledPrices, flowGuessedAt } from '../coupling/coupled-prices.js';
import { firstPrices } from '../coupling/first-prices.js';
import type { Network } from '../formulation/network.js';
import { priceStorage } from './worth-of-storage.js';

/**
 * A basis from the same market with its batteries idle. Nothing ties its periods then, so they couple as any
 * others; at the prices that they come to, each battery does what pays it best. What is left to do is to bring
 * together what all of them do at once. Undefined where the market cannot be served, or be solved, without them.
 */
export const basisOfResponse = (network: Network, solver: LpSolver): Basis | undefined => {
  const { periods, programme } = network;
  const idle = withoutBatteries(network);
  const first = zeros(programme.rowsCount);
  periods.forEach((_, index) => firstPrices({ ...network, programme: idle }, index, first));
  const coupled = coupledPrices(idle, first, solver);
  if (coupled.status !== 'optimal') return undefined;
  const dual = coupled.dual.slice();
  priceStorage(network, dual);
  return basisOf(programme, { primal: flowGuessedAt(programme, dual), dual });
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
