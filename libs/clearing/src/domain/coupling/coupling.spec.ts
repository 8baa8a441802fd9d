import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { variedCase, withoutStorage } from '../../testing/random-case.js';
import { clearCase } from '../clear.js';

/** Markets enough to meet every rule; the long run takes all that the engine is held to. */
const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 2500 : 150 },
  (_, index) => index + 1,
);

const marketOf = (seed: number): CaseFile => withoutStorage(variedCase(seed));

describe('coupling', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  const outcomes = (seed: number) =>
    (['lp', 'coupling'] as const).map((engine) => clearCase(marketOf(seed), { engine }, solver));

  it('lands on the very result of the pooled programme, whatever the rules', () => {
    const apart = SEEDS.filter((seed) => {
      const [pooled, coupled] = outcomes(seed);
      if (pooled?.status !== 'optimal' || coupled?.status !== 'optimal') {
        return pooled?.status !== coupled?.status;
      }
      const miss = Math.abs(pooled.objective - coupled.objective);
      const isSame = pooled.resultHash === coupled.resultHash;
      return !isSame || miss > 1e-9 * Math.max(1, Math.abs(pooled.objective));
    });
    expect(apart).toEqual([]);
  });
});
