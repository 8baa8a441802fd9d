import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadHighs } from '@trueque/highs';
import { seededMarket } from '../seeded-market.js';
import { clearingRows, eachPeerRow } from './clearing-bench.js';
import {
  type ClearingTimes,
  measureClearing,
  measureExplanation,
  measureJudge,
} from './measure-clearing.js';

const SIZE = { peers: 30, communities: 3, periods: 4, batteries: 0.5 };

describe('the benchmark of clearing', () => {
  it('takes the time of a clearing apart, without a rest', async () => {
    const times = measureClearing(seededMarket(SIZE, 1), await loadHighs());
    const parts = times.build + times.solve + times.canonicalise + times.certify;
    expect(parts).toBeCloseTo(times.total, 9);
    expect(Object.values(times).every((seconds) => seconds > 0)).toBe(true);
  });

  it('tells what the judge says, and how long it takes', async () => {
    const judge = measureJudge(seededMarket(SIZE, 1), await loadHighs());
    expect(judge).toMatchObject({ verdict: 'confirmed', seconds: expect.any(Number) });
    const none = { runs: [], peakMemoryMb: 100 };
    const rows = clearingRows({ ...SIZE, atMost: {} }, { ...none, judge }, 1);
    expect(rows.slice(-2).map(({ name }) => name.replace(/.*: /, ''))).toEqual([
      'judge, confirmed',
      'judge',
    ]);
  });

  it('measures how soon an infeasible market is explained', async () => {
    const explanation = measureExplanation(seededMarket(SIZE, 1), await loadHighs());
    const total = { build: 1, solve: 1, canonicalise: 1, certify: 1, total: explanation };
    const rows = clearingRows(
      { ...SIZE, atMost: {} },
      { runs: [total], peakMemoryMb: 100, explanations: [explanation] },
      1,
    );
    expect(rows.at(-1)).toMatchObject({ unit: 's', ratio: 1, holds: true });
    expect(rows.at(-1)?.name).toMatch(/infeasible, and why$/);
  });

  it('measures nothing on a market that cannot be cleared', async () => {
    const solver = await loadHighs();
    const market = seededMarket(SIZE, 1);
    const dark = { ...market, peers: market.peers.filter(({ role }) => role === 'consumer') };
    expect(() => measureClearing(dark, solver)).toThrow('infeasible');
  });

  it('answers with the median of its runs beside the floor, and a row for memory', () => {
    const run = (seconds: number): ClearingTimes => ({
      build: seconds,
      solve: seconds,
      canonicalise: seconds,
      certify: seconds,
      total: seconds * 4,
    });
    const rows = clearingRows(
      { ...SIZE, atMost: { solve: 1, total: 20 } },
      { runs: [run(9), run(2), run(1)], peakMemoryMb: 100 },
      1,
    );
    expect(rows.map(({ name }) => name.replace(/.*: /, ''))).toEqual([
      'solve',
      'build',
      'canonicalise and price',
      'certify',
      'total',
      'total of the first run',
      'peak memory',
    ]);
    expect(rows[0]).toMatchObject({ value: 2, floor: 1, ratio: 2, target: '≤ 1 s', holds: false });
    expect(rows[4]).toMatchObject({ value: 8, ratio: 8, holds: true });
    expect(rows[0]?.name).toBe('30 peers in 3 communities, 4 periods with batteries: solve');
  });

  it('holds each peer of the largest market to what one of the size before takes', () => {
    expect(eachPeerRow(SIZE, 15, 10)).toMatchObject({
      value: 15,
      floor: 10,
      ratio: 1.5,
      holds: true,
    });
    expect(eachPeerRow(SIZE, 15.1, 10)).toMatchObject({ holds: false });
  });

  it('lets each process answer its own question alone: a worker brings no other one along', () => {
    const folder = join(__dirname, '..');
    const workers = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('-worker.ts'),
    );
    const bringing = workers.filter((file) =>
      /^import (?!type ).*-worker\.js'/m.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(workers).toContain(join('clearing', 'solver-worker.ts'));
    expect(bringing).toEqual([]);
  });
});
