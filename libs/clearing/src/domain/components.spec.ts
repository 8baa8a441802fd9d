import { loadHighs } from '@trueque/highs';
import { certify, componentwise, type LpSolver } from '@trueque/linear-program';
import { randomCase } from '../testing/random-case.js';
import { islands } from '../testing/stopping-markets.js';
import { clearCase } from './clear.js';
import { formulate } from './formulation/formulate.js';
import { normalise } from './market/normalise.js';

const SEEDS = Array.from(
  { length: process.env['TRUEQUE_LONG'] ? 2000 : 25 },
  (_, index) => index + 1,
);

describe('a market solved part by part', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  it('has the result that it has as a whole', () => {
    const hashOf = (seed: number, how: LpSolver): string => {
      const clearing = clearCase(randomCase(seed), { engine: 'lp' }, how);
      return clearing.status === 'optimal' ? clearing.resultHash : clearing.status;
    };
    const apart = SEEDS.filter(
      (seed) => hashOf(seed, componentwise(solver)) !== hashOf(seed, solver),
    );
    expect(apart).toEqual([]);
  });

  it('proves the whole, ways that lead nowhere included', () => {
    const { programme } = formulate(normalise(islands()));
    const solution = componentwise(solver).solve(programme);
    if (solution.status !== 'optimal') throw new Error(solution.detail);
    const { dualInfeasibility, gap, primalInfeasibility } = certify(
      programme,
      solution.primal,
      solution.dual,
    );
    expect(Math.max(dualInfeasibility, gap, primalInfeasibility)).toBeLessThan(1e-9);
  });

  it('is solved again in no steps from the basis that its parts came to', () => {
    const { programme } = formulate(normalise(islands()));
    const first = componentwise(solver).solve(programme);
    if (first.status !== 'optimal') throw new Error(first.detail);
    expect(solver.solve(programme, first.basis)).toMatchObject({ iterationsCount: 0 });
    expect(componentwise(solver).solve(programme, first.basis)).toMatchObject({
      iterationsCount: 0,
    });
  });

  it('asks about each island alone', () => {
    const sizes: number[] = [];
    const counting: LpSolver = {
      ...solver,
      solve: (programme) => {
        sizes.push(programme.columnsCount);
        return solver.solve(programme);
      },
    };
    componentwise(counting).solve(formulate(normalise(islands())).programme);
    expect(sizes.filter((size) => size > 10)).toHaveLength(4);
    expect(new Set(sizes.filter((size) => size > 10)).size).toBe(1);
  });
});
