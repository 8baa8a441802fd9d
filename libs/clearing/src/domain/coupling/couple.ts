import { InvariantBroken, zeros } from '@trueque/kernel';
import {
  largest,
  type LpSolution,
  type LpSolver,
  preciseDot,
  rowResiduals,
} from '@trueque/linear-program';
import { type OptimalFace, optimalFace } from '../canonical/optimal-face.js';
import { shareTies } from '../canonical/share-ties.js';
import type { Network, PeriodNetwork } from '../formulation/network.js';
import { coupledPrices } from './coupled-prices.js';
import { coupledCommunities, firstPrices } from './first-prices.js';
import { isShort } from './shortage.js';

/** Whether the coupling engine can clear this: no storage ties one period to another. */
export const canCouple = ({ batteries }: Pick<Network, 'batteries'>): boolean =>
  batteries.length === 0;

/** What coupling answers: optimal prices, and where the hub's own prices were, the flow they lead to. */
export type Coupled = LpSolution & { readonly sharedFlow?: Float64Array };

/**
 * Prices first: curves merged at the hub. Where communities meet nowhere else these are optimal, and a
 * flow that balances on their face proves it; else they are where the coupling programme starts.
 */
export const couple = (network: Network, solver: LpSolver): Coupled => {
  const prices = zeros(network.programme.rowsCount);
  const served = network.periods.map((_, index) => firstPrices(network, index, prices));
  const atHub = network.periods.every(meetsAtHub)
    ? coupledAtHub(network, prices, served.every(Boolean))
    : undefined;
  return atHub ?? coupledPrices(network.programme, prices, solver);
};

/** What the hub alone decides; undefined where that is neither an optimum nor the want of one. */
const coupledAtHub = (
  network: Network,
  prices: Float64Array,
  isServed: boolean,
): Coupled | undefined => {
  const sharedFlow = isServed ? balancedFlow(network, prices) : undefined;
  if (sharedFlow !== undefined) {
    return {
      status: 'optimal',
      objective: preciseDot(network.programme.cost, sharedFlow),
      primal: sharedFlow,
      dual: prices,
      iterationsCount: 0,
      sharedFlow,
    };
  }
  return network.periods.some((_, index) => isShort(coupledCommunities(network, index)))
    ? { status: 'infeasible', detail: 'not everybody can be served' }
    : undefined;
};

/** No contract, one hub for all, and nobody told apart from its community. */
export const meetsAtHub = ({ groups, hubs, links, nodes, pools }: PeriodNetwork): boolean =>
  links.length === 0 &&
  hubs.grid === hubs.peers &&
  groups.length === pools.length &&
  nodes.length === pools.length;

/** kWh that rounding may leave in a row, as a share of the largest flow. */
const BALANCED = 1e-9;

/** The canonical flow that prices lead to, or nothing where there is none: then they are not optimal. */
const balancedFlow = (network: Network, prices: Float64Array): Float64Array | undefined =>
  balancedOn(network, optimalFace(network.programme, prices));

/** The canonical flow of a face, or nothing where rows cannot be balanced on it. */
export const balancedOn = (network: Network, face: OptimalFace): Float64Array | undefined => {
  try {
    const flow = shareTies(network, face);
    const miss = largest(rowResiduals(network.programme, flow));
    return miss <= BALANCED * (1 + largest(flow)) ? flow : undefined;
  } catch (error) {
    if (error instanceof InvariantBroken) return undefined;
    throw error;
  }
};
