import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { randomCase, rescaled } from '../../testing/random-case.js';
import { clearCase, type Clearing } from '../clear.js';
import { wholeFlow } from './rounded-flow.js';

type Optimal = Extract<Clearing, { status: 'optimal' }>;

describe('a flow in whole watt-hours', () => {
  let solver: LpSolver;
  let cleared: Optimal[];

  beforeAll(async () => {
    solver = await loadHighs();
    cleared = Array.from({ length: 60 }, (_, seed) =>
      clearCase(rescaled(randomCase(seed + 1)), { engine: 'lp' }, solver),
    ).filter((clearing): clearing is Optimal => clearing.status === 'optimal');
  });

  it('moves no quantity beyond the two whole numbers around it', () => {
    for (const { network, optimum } of cleared) {
      const { receivedWh, sentWh } = wholeFlow(network, optimum.flow);
      const balanced = new Set(network.batteries.flatMap(({ state }) => state));
      optimum.flow.forEach((kwh, column) => {
        if (balanced.has(column) || sentWh[column] === 0) return;
        expect(Math.abs(sentWh[column]! - kwh * 1000)).toBeLessThan(1);
        expect(receivedWh[column]!).toBeLessThanOrEqual(sentWh[column]!);
      });
    }
  });

  it('closes the balance of every class and pool exactly', () => {
    for (const { network, optimum } of cleared) {
      const { loadWh, receivedWh, sentWh } = wholeFlow(network, optimum.flow);
      for (const { groups, nodes, supplies } of network.periods) {
        for (const { outputColumn, uses } of supplies) {
          const used = uses.reduce((sum, { column }) => sum + sentWh[column]!, 0);
          expect(used).toBe(sentWh[outputColumn]);
        }
        const demandWh = [...loadWh.values()].reduce((sum, wh) => sum + wh, 0);
        expect(Number.isInteger(demandWh)).toBe(true);
        expect(
          groups.every(({ hubColumns }) =>
            hubColumns.every((column) => Number.isInteger(receivedWh[column])),
          ),
        ).toBe(true);
        expect(nodes.length).toBeGreaterThan(0);
      }
    }
  });

  it('tells no peer a whole watt-hour more than all its steps, or all its bids, come to', () => {
    for (const { market, outcome } of cleared) {
      const { generationWh, loadWh, servedWh } = outcome.dispatch;
      for (const { bids, index, steps } of market.peers) {
        for (let period = 0; period < market.periodsCount; period++) {
          const place = index * market.periodsCount + period;
          const wh = (offered: readonly { readonly energyKwh: Float64Array }[]) =>
            offered.reduce((sum, { energyKwh }) => sum + energyKwh[period]! * 1000, 0);
          expect(generationWh[place]! - wh(steps)).toBeLessThan(1);
          expect(servedWh[place]! - loadWh[place]! - wh(bids)).toBeLessThan(1);
        }
      }
    }
  });
});
