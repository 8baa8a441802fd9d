import type { LpSolution, LpSolver } from '@trueque/linear-program';
import type { Network } from '../formulation/network.js';
import { coupledPrices } from './coupled-prices.js';
import { firstPrices } from './first-prices.js';

/** Whether the coupling engine can clear this: no storage ties one period to another. */
export const canCouple = ({ batteries }: Pick<Network, 'batteries'>): boolean =>
  batteries.length === 0;

export const couple = (network: Network, solver: LpSolver): LpSolution => {
  const first = new Float64Array(network.programme.rowsCount);
  network.periods.forEach((_, index) => firstPrices(network, index, first));
  return coupledPrices(network.programme, first, solver);
};
