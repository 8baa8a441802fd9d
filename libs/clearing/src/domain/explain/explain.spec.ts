import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { type LpSolver, preciseDot } from '@trueque/linear-program';
import { buyer, caseWith, seller } from '../../testing/case-with.js';
import { randomCase, withoutStorage } from '../../testing/random-case.js';
import { clearCase } from '../clear.js';
import { couple } from '../coupling/couple.js';
import { formulate } from '../formulation/formulate.js';
import { normalise } from '../market/normalise.js';
import { relaxedNetwork } from './relaxed-network.js';

const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 2000 : 40 },
  (_, index) => index + 1,
);

/** A random market that has lost its main grid and rejects what it cannot serve: most cannot be cleared. */
const shortMarket = (seed: number): CaseFile => {
  const file = randomCase(seed);
  return {
    ...file,
    rules: { ...file.rules, shortage: 'reject' },
    peers: file.peers.filter(({ id }) => id !== 'grid'),
    contracts: file.contracts.filter(({ from, to }) => from !== 'grid' && to !== 'grid'),
  };
};

describe('a market that cannot be cleared', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  const explain = (file: CaseFile) => {
    const clearing = clearCase(file, { engine: 'auto' }, solver);
    return clearing.status === 'infeasible' ? clearing.explanation : undefined;
  };

  it('never goes without a reason, whatever its rules, and whoever is asked finds it so', () => {
    let infeasible = 0;
    const wrong = SEEDS.filter((seed) => {
      const file = shortMarket(seed);
      const explanation = explain(file);
      if (explanation !== undefined) infeasible += 1;
      const pooled = clearCase(file, { engine: 'lp' }, solver);
      return (
        (pooled.status === 'infeasible') !== (explanation !== undefined) ||
        explanation?.length === 0
      );
    });
    expect(wrong).toEqual([]);
    expect(infeasible).toBeGreaterThan(SEEDS.length / 4);
  });

  it('misses no more than the pooled programme would', () => {
    const apart = SEEDS.filter((seed) => {
      const { network } = relaxedNetwork(formulate(normalise(withoutStorage(shortMarket(seed)))));
      const coupled = couple(network, solver);
      const pooled = solver.solve(network.programme);
      if (coupled.status !== 'optimal' || pooled.status !== 'optimal') return true;
      const objective = preciseDot(network.programme.cost, coupled.primal);
      const miss = Math.abs(objective - pooled.objective);
      return miss > 1e-9 * Math.max(1, Math.abs(pooled.objective));
    });
    expect(apart).toEqual([]);
  });

  /** A buys from B, and so does C; what B makes is enough for all. */
  const between = (importLimit: number, exportLimit: number): CaseFile =>
    caseWith({
      communities: [{ id: 'A', importLimit }, { id: 'B', exportLimit }, { id: 'C' }],
      peers: [
        buyer('home', 5),
        seller('plant', 30, 1, { community: 'B' }),
        buyer('works', 1, { community: 'C' }),
      ],
    });

  it('names the import limit of who is short alone', () =>
    expect(explain(between(2, 30))).toEqual([
      {
        ...{ community: 'A', period: '2026-01-31T18:00:00Z' },
        message: 'load 5 kW, reachable supply 2 kW; binding: import limit of A',
      },
    ]));

  it('names the export limit behind which there is enough, to everybody who is short', () =>
    expect(explain(between(9, 3))?.map(({ community, message }) => [community, message])).toEqual([
      ['A', 'load 5 kW, reachable supply 2.5 kW; binding: export limit of B'],
      ['C', 'load 1 kW, reachable supply 0.5 kW; binding: export limit of B'],
    ]));

  it('names the contract that carries no more', () => {
    const file = caseWith({
      rules: { structure: 'community' },
      contracts: [{ from: 'B', to: 'A', exportCost: 0, capacity: 2 }],
      peers: [buyer('home', 5), seller('plant', 9, 1, { community: 'B' })],
    });
    expect(explain(file)).toEqual([
      {
        ...{ community: 'A', period: '2026-01-31T18:00:00Z' },
        message: 'load 5 kW, reachable supply 2 kW; binding: capacity of contract B→A',
      },
    ]);
  });
});
