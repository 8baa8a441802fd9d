import { loadHighs } from '@trueque/highs';
import { type LpSolution, type LpSolver, provenObjective } from '@trueque/linear-program';
import { caseWith } from '../../testing/case-with.js';
import { nextDay } from '../../testing/next-day.js';
import { variedCase } from '../../testing/random-case.js';
import { canonicalOptimum } from '../canonical/canonical-optimum.js';
import { formulate } from '../formulation/formulate.js';
import type { Network } from '../formulation/network.js';
import { normalise } from '../market/normalise.js';
import { outcomeOf } from '../result/outcome-of.js';
import { resultHash } from '../result/result-hash.js';
import { carriedBasis, startFrom } from './carried-basis.js';
import { decomposed, solveNetwork } from './solve-network.js';

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
const MANY_MARKETS = LONG ? 4000 : 200;

const sumOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0);

describe('markets with batteries', () => {
  let solver: LpSolver;
  const networks = withBatteries(MARKETS);
  /** Those whose next day is looked at, too. */
  const followed = networks.slice(0, networks.length / 2);

  beforeAll(async () => {
    solver = await loadHighs();
  });

  /** Hash and objective of the canonical result that a solution leads to. */
  const resultOf = (network: Network, solution: LpSolution): string => {
    if (solution.status !== 'optimal') return solution.status;
    const { flow, potentials } = canonicalOptimum(network, solution, solver);
    const objective = provenObjective(network.programme, flow, potentials.price);
    return `${resultHash(network.market, outcomeOf(network, flow, potentials))} ${objective}`;
  };

  it('have one result, and one objective to the last digit, whatever way is taken', () => {
    expect(networks.length).toBeGreaterThan(MARKETS / 2);
    const apart = networks.filter(({ network }) => {
      const asOne = resultOf(network, solver.solve(network.programme));
      const fromIdle = resultOf(network, solveNetwork(network, solver, { columnsMin: 0 }).solution);
      const inside = decomposed(network);
      return (
        fromIdle !== asOne || (inside !== undefined && resultOf(network, inside.solution) !== asOne)
      );
    });
    expect(apart.map(({ seed }) => seed)).toEqual([]);
  });

  it('have the same result from an earlier day as from nothing', () => {
    const apart = followed.filter(({ network, seed }) => {
      const before = solver.solve(network.programme);
      if (before.status !== 'optimal') return false;
      const carried = carriedBasis(network, before.basis!);
      const after = formulate(normalise(nextDay(variedCase(seed), seed)));
      const { solution } = solveNetwork(after, solver, { carried });
      return resultOf(after, solution) !== resultOf(after, solver.solve(after.programme));
    });
    expect(apart.map(({ seed }) => seed)).toEqual([]);
  });

  it('take few steps where the day before was nearly the same', () => {
    const [cold, warm] = [new Array<number>(), new Array<number>()];
    for (const { network, seed } of followed) {
      const before = solver.solve(network.programme);
      const after = formulate(normalise(nextDay(variedCase(seed), seed)));
      const again = solver.solve(after.programme);
      if (before.status !== 'optimal' || again.status !== 'optimal') continue;
      const near = startFrom(after, carriedBasis(network, before.basis!));
      const solution = solver.solve(after.programme, near);
      cold.push(again.iterationsCount);
      warm.push(solution.status === 'optimal' ? solution.iterationsCount : Infinity);
    }
    expect(sumOf(warm)).toBeLessThan(sumOf(cold) / 2);
  });

  it('are nearly all proven by the decomposition itself', () => {
    const feasible = withBatteries(MANY_MARKETS).filter(
      ({ network }) => solver.solve(network.programme).status === 'optimal',
    );
    const proven = feasible.filter(({ network }) => decomposed(network) !== undefined);
    expect(proven.length).toBeGreaterThan(0.99 * feasible.length);
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
    const { method, solution } = solveNetwork(formulate(normalise(dark)), solver, {
      columnsMin: 0,
    });
    expect({ method, status: solution.status }).toEqual({ method: 'lp', status: 'infeasible' });
  });

  it('are left to the solver while they are small', () => {
    expect(solveNetwork(networks[0]!.network, solver).method).toBe('lp');
  });
});
