import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { type CaseSketch, caseWith, seller } from '../../testing/case-with.js';
import { clearCase } from '../clear.js';
import { bilateralObjective } from '../engines/bilateral.js';

/** A main grid that would buy, in a community that a contract leads to. */
const TOWARDS_THE_GRID: CaseSketch = {
  rules: { structure: 'community' },
  peers: [
    seller('a', 10, 0.1, { exportCost: 0.05 }),
    { id: 'grid', community: 'G', role: 'grid', bids: [{ power: 99, value: 0.13 }] },
  ],
};

describe('a contract to the community of the main grid', () => {
  let solver: LpSolver;

  beforeAll(async () => {
    solver = await loadHighs();
  });

  const contract = { from: 'A', to: 'G', exportCost: 0.01, capacity: 3 };
  const named = (exportCost: number) => ({ from: 'A', to: 'grid', exportCost });
  it.each([
    ['reaches the grid as anybody there', [contract], -3 * 0.02],
    ['leaves it to a contract that names the grid', [contract, named(0.02)], -10 * 0.01],
    ['changes nothing for one that is alone in naming it', [named(0.01)], -10 * 0.02],
  ])('%s', (_, contracts, objective) => {
    for (const engine of ['lp', 'coupling'] as const) {
      const clearing = clearCase(caseWith({ contracts, ...TOWARDS_THE_GRID }), { engine }, solver);
      if (clearing.status !== 'optimal') throw new Error(clearing.status);
      expect(clearing.objective).toBeCloseTo(objective, 12);
      expect(bilateralObjective(clearing.market, solver)).toBeCloseTo(objective, 12);
    }
  });
});
