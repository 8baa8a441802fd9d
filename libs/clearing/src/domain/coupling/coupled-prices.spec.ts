import { loadHighs } from '@trueque/highs';
import { certify, type LpSolver, preciseDot } from '@trueque/linear-program';
import { randomCase } from '../../testing/random-case.js';
import { formulate } from '../formulation/formulate.js';
import type { Network } from '../formulation/network.js';
import { normalise } from '../market/normalise.js';
import { coupledPrices } from './coupled-prices.js';

const MARKETS = process.env['TRUEQUE_LONG'] === undefined ? 60 : 4000;
describe('prices that are mended round by round', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  /** From no prices at all, so that the first round leaves much in question. */
  const mended = ({ programme }: Network) => {
    let solves = 0;
    const counting: LpSolver = {
      ...solver,
      solve: (...question) => {
        solves += 1;
        return solver.solve(...question);
      },
    };
    const nothing = new Float64Array(programme.rowsCount);
    const answer = coupledPrices(programme, nothing, counting);
    return { answer, solves };
  };

  it('are the optimum of the whole, or say that there is none', () => {
    let rounds = 0;
    for (let seed = 1; seed <= MARKETS; seed++) {
      const network = formulate(normalise(randomCase(seed)));
      const expected = solver.solve(network.programme);
      const { answer, solves } = mended(network);
      rounds += solves;
      expect([seed, answer.status]).toEqual([seed, expected.status]);
      if (answer.status !== 'optimal' || expected.status !== 'optimal') continue;
      const proof = certify(network.programme, answer.primal, answer.dual);
      expect(Math.max(proof.gap, proof.dualInfeasibility)).toBeLessThan(1e-9);
      const cost = preciseDot(network.programme.cost, answer.primal);
      expect(Math.abs(cost - expected.objective)).toBeLessThan(1e-9 * Math.max(1, Math.abs(cost)));
    }
    expect(rounds).toBeGreaterThan(MARKETS);
  });
});
