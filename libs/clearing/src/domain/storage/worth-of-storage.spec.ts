import { loadHighs } from '@trueque/highs';
import { certify } from '@trueque/linear-program';
import { variedCase } from '../../testing/random-case.js';
import { formulate } from '../formulation/formulate.js';
import { normalise } from '../market/normalise.js';
import { WorthCurve } from './worth-curve.js';
import { priceStorage } from './worth-of-storage.js';

const MARKETS = process.env['TRUEQUE_LONG'] === undefined ? 60 : 4000;

describe('what a stored kWh is worth', () => {
  it('completes the prices of an optimum, so that they prove it still', async () => {
    const solver = await loadHighs();
    const [seen, unproven] = [new Array<number>(), new Array<number>()];
    for (let seed = 1; seed <= MARKETS; seed++) {
      const network = formulate(normalise(variedCase(seed)));
      const solution = solver.solve(network.programme);
      if (network.batteries.length === 0 || solution.status !== 'optimal') continue;
      const prices = solution.dual.slice();
      for (const { rows } of network.batteries) for (const row of rows) prices[row] = 0;
      priceStorage(network, prices);
      const proof = certify(network.programme, solution.primal, prices);
      seen.push(seed);
      if (Math.max(proof.gap, proof.dualInfeasibility) > 1e-9) unproven.push(seed);
    }
    expect(seen.length).toBeGreaterThan(MARKETS / 3);
    expect(unproven).toEqual([]);
  });

  it('is what it brings in the evening, until that is full', () => {
    const night = WorthCurve.worthless({ leastKwh: 0, mostKwh: 10 });
    const evening = night.before([{ worth: 0.3, energyKwh: -4 }]);
    expect(evening.at(3, 0)).toEqual({ worth: 0.3, leftKwh: 0 });
    expect(evening.at(4, 0.2)).toEqual({ worth: 0.2, leftKwh: 0 });
    expect(evening.at(6, 0)).toEqual({ worth: 0, leftKwh: 2 });
  });

  it('is what charging costs where charging is what tells', () => {
    const evening = WorthCurve.worthless({ leastKwh: 0, mostKwh: 10 }).before([
      { worth: 0.3, energyKwh: -4 },
    ]);
    const noon = evening
      .within({ leastKwh: 0, mostKwh: 10 })
      .before([{ worth: 0.1, energyKwh: 6 }]);
    expect(noon.at(0, 0)).toEqual({ worth: 0.1, leftKwh: 4 });
    expect(noon.at(7, 0)).toEqual({ worth: 0, leftKwh: 7 });
  });
});
