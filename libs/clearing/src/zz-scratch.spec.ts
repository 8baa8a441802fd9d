import { readFileSync } from 'node:fs';
import { caseFileSchema } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { clearCase } from './domain/clear.js';
import { answerOf } from './domain/result/answer-of.js';
import { bilateralObjective } from './domain/engines/bilateral.js';
import { randomCase, shuffled } from './testing/random-case.js';
it('paper', async () => {
  const highs = await loadHighs();
  for (const n of [1, 2]) {
    const file = caseFileSchema.parse(
      JSON.parse(readFileSync(`/work/shared/cases/paper-5-case-${n}.json`, 'utf8')),
    );
    const c = clearCase(file, { engine: 'bilateral' }, highs);
    console.log(JSON.stringify(answerOf(c, { buildMs: 0, solveMs: 0, totalMs: 0 }), null, 1));
  }
});
it('random', async () => {
  const highs = await loadHighs();
  const stats: Record<string, number> = {};
  const bad: unknown[] = [];
  const from = Number(process.env.FROM ?? 1),
    n = Number(process.env.N ?? 200);
  for (let seed = from; seed < from + n; seed++) {
    try {
      require('fs').appendFileSync('/tmp/lead/seed.txt', seed + ' ');
      const file = randomCase(seed);
      const a = clearCase(file, { engine: 'lp' }, highs);
      stats[a.status] = (stats[a.status] ?? 0) + 1;
      if (a.status !== 'optimal') continue;
      const z = bilateralObjective(a.market, highs);
      if (Math.abs(z - a.objective) > 1e-9 * Math.max(1, Math.abs(z)))
        bad.push([seed, 'objective', z, a.objective, file.rules]);
      const m = Math.max(
        a.certificate.primalInfeasibility,
        a.certificate.dualInfeasibility,
        a.certificate.gap,
      );
      if (m > 1e-8) bad.push([seed, 'certificate', a.certificate, file.rules]);
      const b = clearCase(shuffled(file, seed), { engine: 'lp' }, highs);
      if (b.status !== 'optimal' || b.resultHash !== a.resultHash) bad.push([seed, 'hash']);
      for (const s of a.outcome.schedules)
        for (let t = 0; t < file.periods; t++) {
          const d =
            s.generationWh[t]! +
            s.importsWh[t]! +
            s.dischargeWh[t]! -
            s.exportsWh[t]! -
            s.chargeWh[t]! -
            s.servedWh[t]!;
          if (d !== 0) bad.push([seed, 'balance', s.id, t, d]);
        }
    } catch (error) {
      bad.push([seed, String(error), (error as Error).stack?.split('\n')[1]]);
    }
  }
  console.log(stats, bad.length, JSON.stringify(bad.slice(0, 25), null, 0));
}, 600000);
