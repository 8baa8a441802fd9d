import { loadHighs } from '@trueque/highs';
import { clearCase } from './domain/clear.js';
import { chanceFrom } from './testing/random-case.js';
import { normalise } from './domain/market/normalise.js';
import { formulate } from './domain/formulation/formulate.js';
import { canonicalOptimum } from './domain/canonical/canonical-optimum.js';
import { outcomeOf } from './domain/result/outcome-of.js';
import { storageSchedule } from './domain/canonical/storage-schedule.js';
import { optimalFace } from './domain/canonical/optimal-face.js';
import { shareTies } from './domain/canonical/share-ties.js';
import { potentials } from './domain/canonical/potentials.js';
const big = (n: number, c: number, T: number, mtu: any, bat: number): any => {
  const ch = chanceFrom(7);
  return {
    format: 'trueque-case/1',
    name: 'big',
    currency: 'EUR',
    start: '2026-01-31T00:00:00Z',
    mtu,
    periods: T,
    rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
    communities: [...Array.from({ length: c }, (_, i) => ({ id: `C${i}` })), { id: 'grid' }],
    contracts: [{ from: 'C0', to: 'C1', exportCost: 0.001, capacity: 5 }],
    peers: [
      ...Array.from({ length: n }, (_, i) => {
        const pv = ch.next() * 6;
        const kind = ch.next();
        const cost = 0.04 + Math.round(ch.next() * 60) / 1000;
        return {
          id: `p${i}`,
          community: `C${i % c}`,
          role: kind < 0.4 ? 'consumer' : 'prosumer',
          load: Array.from(
            { length: T },
            (_, t) =>
              Math.round(
                (0.3 + ch.next() * 2 + Math.max(0, Math.sin((((t / T) * 24 - 14) / 24) * 6.28))) *
                  1000,
              ) / 1000,
          ),
          ...(kind < 0.4
            ? {}
            : {
                generation: {
                  max: Array.from(
                    { length: T },
                    (_, t) =>
                      Math.round(
                        pv * Math.max(0, Math.sin((((t / T) * 24 - 6) / 12) * 3.14159)) * 1000,
                      ) / 1000,
                  ),
                  cost,
                },
                exportCost: 0.01 + Math.round(ch.next() * 10) / 1000,
              }),
          ...(i % bat === 1
            ? {
                storage: {
                  capacity: 6.4,
                  initial: 1,
                  final: 'initial',
                  charge: 5,
                  discharge: 5,
                  chargeEfficiency: 0.95,
                  dischargeEfficiency: 0.95,
                  cost: 0.001,
                },
              }
            : {}),
        };
      }),
      {
        id: 'G',
        community: 'grid',
        role: 'grid',
        generation: {
          max: n * 20,
          cost: Array.from({ length: T }, (_, t) => (t / T > 0.66 && t / T < 0.85 ? 0.42 : 0.21)),
        },
        exportCost: 0.01,
        bids: [{ power: n * 20, value: 0.08 }],
      },
    ],
  };
};
it('perf', async () => {
  const highs = await loadHighs();
  for (const [n, c, T, mtu, bat] of [
    [1000, 25, 1, 'PT1H', 1e9],
    [120, 3, 100, 'PT15M', 3],
    [10, 3, 24, 'PT1H', 1],
  ] as const) {
    const file = big(n, c, T, mtu, bat);
    const t0 = performance.now();
    const m = normalise(file);
    const net = formulate(m);
    const t1 = performance.now();
    const s = highs.solve(net.programme) as any;
    const t2 = performance.now();
    const face = optimalFace(net.programme, s.dual);
    const st = net.batteries.length ? storageSchedule(net, face, highs) : s.primal;
    const t3 = performance.now();
    const opt = canonicalOptimum(net, s, highs);
    const t4 = performance.now();
    const o = outcomeOf(net, opt.flow, opt.potentials);
    const t5 = performance.now();
    const pp = potentials(net.programme, opt.flow, highs);
    const t6 = performance.now();
    console.log(
      n,
      c,
      T,
      'cols',
      net.programme.columnsCount,
      net.programme.rowsCount,
      s.status,
      'build',
      t1 - t0,
      'solve',
      t2 - t1,
      'storage',
      t3 - t2,
      'canon',
      t4 - t3,
      'outcome',
      t5 - t4,
      'pot',
      t6 - t5,
      o.trades.length,
    );
    const t7 = performance.now();
    const cc = clearCase(file, { engine: 'lp' }, highs) as any;
    console.log(
      'total',
      performance.now() - t7,
      cc.certificate,
      cc.outcome.communities[0].price.slice(0, 24),
      cc.outcome.communities[0].least.slice(0, 24),
      cc.outcome.communities[0].greatest.slice(0, 24),
    );
  }
}, 100000);
