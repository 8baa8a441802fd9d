import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { buyer, caseWith, seller } from '../../testing/case-with.js';
import { variedCase } from '../../testing/random-case.js';
import { NotProven } from '../canonical/not-proven.js';
import { clearCase } from '../clear.js';
import { judged } from './judged.js';

const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 2000 : 60 },
  (_, index) => index + 1,
);

describe('the judge', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  it('confirms what every engine finds on random markets, in few steps of its own', () => {
    const steps: number[] = [];
    const doubted = SEEDS.filter((seed) => {
      const clearing = judged(clearCase(variedCase(seed), { engine: 'auto' }, solver), solver);
      if (clearing.status !== 'optimal') return false;
      steps.push(clearing.verdict?.iterationsCount ?? Infinity);
      return clearing.verdict?.verdict !== 'confirmed';
    });
    expect(doubted).toEqual([]);
    expect(steps.filter((count) => count <= 3).length).toBeGreaterThan(steps.length * 0.8);
  });

  it('lets no result pass that costs more than it must', () => {
    const file = caseWith({
      peers: [seller('cheap', 5, 1), seller('dear', 5, 2), buyer('home', 4)],
    });
    const clearing = clearCase(file, { engine: 'auto' }, solver);
    if (clearing.status !== 'optimal') throw new Error('it can be cleared');
    expect(judged(clearing, solver)).toMatchObject({ verdict: { verdict: 'confirmed' } });
    expect(() => judged({ ...clearing, objective: 8 }, solver)).toThrow(NotProven);
  });

  it('has no opinion where it stops without a proof, and the certificate stands', async () => {
    const bounded = await loadHighs({ simplex_iteration_limit: 0 });
    const undecided = SEEDS.flatMap((seed) => {
      const clearing = judged(clearCase(variedCase(seed), { engine: 'auto' }, solver), bounded);
      return clearing.status === 'optimal' && clearing.verdict?.verdict === 'undecided'
        ? [clearing.verdict.detail]
        : [];
    });
    expect(undecided.length).toBeGreaterThan(0);
    expect(new Set(undecided)).toEqual(new Set(['iterationLimit']));
  });
});
