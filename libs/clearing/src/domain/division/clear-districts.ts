import { type LpSolver, preciseDot } from '@trueque/linear-program';
import { pricedFlow } from '../canonical/canonical-optimum.js';
import { NotProven } from '../canonical/not-proven.js';
import { clearedBy, type Clearing, optimal } from '../clear.js';
import { formulate } from '../formulation/formulate.js';
import { normalise } from '../market/normalise.js';
import { assembledFlow, type Dispatches } from './assembled-flow.js';

/** What floating point may leave of a perfect proof: relative, and in kWh and currency per kWh. */
const PROVEN = 1e-6;

/**
 * Clears a market whose districts have dispatched: what they answered is put together, priced, rounded and
 * proven as if one process had found it. Throws `NotProven` where it is not the optimum of the whole.
 */
export const clearDistricts = (dispatches: Dispatches, solver: LpSolver): Clearing => {
  const market = normalise(dispatches.file);
  const network = formulate(market);
  const flow = assembledFlow(network, dispatches);
  if (flow === undefined) throw new NotProven('what the districts dispatched does not balance');
  const clearing = optimal(clearedBy('districts', market, solver), {
    network,
    optimum: pricedFlow(network, flow, solver),
    objective: preciseDot(network.programme.cost, flow),
    reached: () => undefined,
  });
  const { dualInfeasibility, gap, primalInfeasibility } = clearing.certificate;
  if (Math.max(dualInfeasibility, gap, primalInfeasibility) <= PROVEN) return clearing;
  throw new NotProven('what the districts dispatched is not the optimum of the whole');
};
