import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { caseWith } from '../../testing/case-with.js';
import { variedCase } from '../../testing/random-case.js';
import { canonicalOptimum } from '../canonical/canonical-optimum.js';
import { formulate } from '../formulation/formulate.js';
import type { Network } from '../formulation/network.js';
import { normalise } from '../market/normalise.js';
import { outcomeOf } from '../result/outcome-of.js';
import { resultHash } from '../result/result-hash.js';
import { solveNetwork } from './solve-network.js';

const LONG = process.env['TRUEQUE_LONG'] !== undefined;

/** Of so many random markets, those with batteries. */
const withBatteries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    seed: index + 1,
    network: formulate(normalise(variedCase(index + 1))),
  })).filter(({ network }) => network.batteries.length > 0);

/** The long run takes fifty times as many. */
const MARKETS = LONG ? 4000 : 80;
/** One in a hundred shows among many alone. */
const MANY_MARKETS = LONG ? 4000 : 400;

describe('markets with batteries', () => {
  let solver: LpSolver;
  const networks = withBatteries(MARKETS);

  beforeAll(async () => {
    solver = await loadHighs();
  });

  const hashOf = (network: Network, columnsMin: number): string => {
    const { solution } = solveNetwork(network, solver, columnsMin);
    if (solution.status !== 'optimal') return solution.status;
    const { flow, potentials } = canonicalOptimum(network, solution, solver);
    return resultHash(network.market, outcomeOf(network, flow, potentials));
  };

  it('have the same result hash decomposed and as one programme', () => {
    expect(networks.length).toBeGreaterThan(MARKETS / 2);
    const apart = networks.filter(
      ({ network }) => hashOf(network, 0) !== hashOf(network, Infinity),
    );
    expect(apart.map(({ seed }) => seed)).toEqual([]);
  });

  it('are nearly all proven by the decomposition itself', () => {
    const methods = withBatteries(MANY_MARKETS).map(({ network }) =>
      solveNetwork(network, solver, 0),
    );
    const feasible = methods.filter(({ solution }) => solution.status === 'optimal');
    const decomposed = feasible.filter(({ method }) => method === 'decomposition');
    expect(decomposed.length).toBeGreaterThan(0.99 * feasible.length);
  });

  it('fall to the solver where the decomposition proves nothing', () => {
    const dark = caseWith({
      peers: [
        { id: 'home', role: 'consumer', load: 5 },
        {
          id: 'cellar',
          storage: { capacity: 2, initial: 1, final: 'free', charge: 1, discharge: 1 },
        },
      ],
    });
    const { method, solution } = solveNetwork(formulate(normalise(dark)), solver, 0);
    expect({ method, status: solution.status }).toEqual({ method: 'lp', status: 'infeasible' });
  });

  it('are left to the solver while they are small', () => {
    expect(solveNetwork(networks[0]!.network, solver).method).toBe('lp');
  });
});
