import { loadHighs } from '@trueque/highs';
import runtimeOf from 'highs';
import { buyer, caseWith, seller } from '../testing/case-with.js';
import { randomCase } from '../testing/random-case.js';
import { clearCase } from './clear.js';
import { lpTextOf } from './lp-text-of.js';

describe('the programme as text', () => {
  it('names what an operator would look for', () => {
    const text = lpTextOf(caseWith({ peers: [seller('a', 9, 0.1), buyer('home', 5)] }));
    expect(text).toContain('output_A_at_0.1_t0');
    expect(text).toContain('demand_A_t0');
  });

  it('has the same optimum when another reader solves it', async () => {
    const [solver, reader] = await Promise.all([loadHighs(), runtimeOf()]);
    for (const seed of [3, 7, 11, 12, 17]) {
      const cleared = clearCase(randomCase(seed), { engine: 'lp' }, solver);
      const read = reader.solve(lpTextOf(randomCase(seed)), { output_flag: false });
      if (cleared.status !== 'optimal') expect(read.Status).toBe('Infeasible');
      else expect(read.ObjectiveValue).toBeCloseTo(cleared.objective, 8);
    }
  });
});
