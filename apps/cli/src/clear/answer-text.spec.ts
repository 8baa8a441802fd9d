import { answerOf, clearCase } from '@trueque/clearing';
import { buyer, type CaseSketch, caseWith, seller } from '@trueque/clearing/testing';
import { loadHighs } from '@trueque/highs';
import type { LpSolver } from '@trueque/linear-program';
import { answerText } from './answer-text.js';
import { startStopwatch } from './stopwatch.js';

describe('an answer in a terminal', () => {
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await loadHighs();
  });

  const textOf = (sketch: CaseSketch): string => {
    const file = caseWith(sketch);
    const { reached, timing } = startStopwatch();
    const clearing = clearCase(file, { engine: 'lp', reached }, solver);
    return answerText(file, answerOf(clearing, timing()));
  };

  it('shows prices, peers, trades and the proof of one period', () => {
    const text = textOf({
      peers: [seller('roof', 10, 0.1, { exportCost: 0.02 }), buyer('home', 4, { community: 'B' })],
    });
    expect(text).toContain('sketch: optimal, objective 0.48 EUR');
    expect(text).toMatch(/community\s+price\s+least\s+greatest\n\s+A\s+0.1/);
    expect(text).toMatch(/home\s+0\s+4\s+0\s+4\s+4/);
    expect(text).toMatch(/roof\s+home\s+4\s+0.12/);
    expect(text).toMatch(/between communities[\s\S]*A\s+B\s+4/);
    expect(text).toMatch(/proof: primal .* dual .* gap/);
    expect(text).not.toContain('stored');
  });

  it('shows storage where somebody stores', () => {
    const storage = { capacity: 4, initial: 1, final: 'initial' as const, charge: 1, discharge: 1 };
    expect(textOf({ peers: [{ id: 'battery', storage }] })).toContain('stored kWh');
  });

  it('sums up long horizons, a line a period', () => {
    const text = textOf({ periods: 24, peers: [seller('roof', 10, 0.1), buyer('home', 4)] });
    expect(text).toContain('24 periods of PT1H');
    expect(text).toMatch(/2026-01-31T18:00:00Z\s+4\s+0.1/);
    expect(text).toMatch(/peers, mean kW[\s\S]*home\s+0\s+4/);
  });

  it('says where and why a market cannot be served, and the way out', () => {
    const text = textOf({ peers: [buyer('home', 4)] });
    expect(text).toContain('A 2026-01-31T18:00:00Z: load 4 kW, reachable supply 0 kW');
    expect(text).toContain('curtailAt');
  });
});

describe('the stopwatch', () => {
  it('tells building from solving, and counts everything in the total', async () => {
    const { reached, timing } = startStopwatch();
    const market = caseWith({ peers: [seller('a', 9, 0.1), buyer('b', 3)] });
    clearCase(market, { engine: 'lp', reached }, await loadHighs());
    const { buildMs, solveMs, totalMs } = timing();
    expect(solveMs).toBeGreaterThan(0);
    expect(totalMs).toBeGreaterThanOrEqual(buildMs + solveMs - 0.2);
  });
});
