import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ClearingPool } from './clearing-pool.js';
import { caseWith } from './testing/case-with.js';
import { chanceFrom } from './testing/random-case.js';

/** A day of quarter-hours with batteries: a solve that takes a while. */
const longAuction = () => {
  const chance = chanceFrom(5);
  const series = (most: number) =>
    Array.from({ length: 96 }, () => Math.round(chance.next() * most * 1000) / 1000);
  return caseWith({
    periods: 96,
    peers: [
      ...Array.from({ length: 40 }, (_, index) => ({
        id: `p${index}`,
        generation: { max: series(6), cost: chance.pick([0.05, 0.06, 0.08]) },
        load: series(3),
        ...(index % 4 === 0
          ? {
              storage: {
                ...{ capacity: 6, initial: 1, final: 'initial' as const, charge: 3, discharge: 3 },
                chargeEfficiency: 0.95,
              },
            }
          : {}),
      })),
      { id: 'grid', community: 'G', role: 'grid', generation: { max: 999, cost: series(0.4) } },
    ],
  });
};

describe('the worker threads', () => {
  const pool = new ClearingPool();
  afterAll(() => pool.onApplicationShutdown());

  it('leave the service free while they solve: its own thread waits for nothing', async () => {
    const ids = { marketId: 'm', auctionId: 'a' };
    await pool.run({ ids, file: caseWith({ peers: [{ id: 'a' }] }) });
    const file = longAuction();
    // A solve on this thread is one delay as long as itself; in a worker the loop only sees noise.
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const started = performance.now();
    const result = await pool.run({ ids, file });
    const solveMs = performance.now() - started;
    delays.disable();
    expect(result.status).toBe('cleared');
    expect(delays.percentile(50) / 1e6).toBeLessThan(50);
    expect(delays.max / 1e6).toBeLessThan(Math.max(50, solveMs / 4));
  });

  it('say why a market cannot be cleared', async () => {
    const file = caseWith({ peers: [{ id: 'home', role: 'consumer', load: 5 }] });
    const result = await pool.run({ ids: { marketId: 'm', auctionId: 'b' }, file });
    expect(result).toMatchObject({
      status: 'failed',
      failed: { reason: 'infeasible', detail: expect.stringContaining('load 5 kW') },
    });
  });
});
