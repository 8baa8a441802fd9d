import { loadHighs } from '@trueque/highs';
import { seededMarket } from '../../seeded-market.js';
import { dayAfter } from './day-after.js';
import { islandsMarket } from './islands.js';
import { measureStages } from './measure-storage.js';
import { solveNatively } from './native-highs.js';
import { storageRows } from './storage-rows.js';

const size = { peers: 40, communities: 3, periods: 6, mtu: 'PT1H', batteries: 0.4 } as const;
const seconds = { build: 1, solve: 6, canonicalise: 2, certify: 0.5, total: 9.5 };
const measured = {
  seconds,
  dayAfter: { ...seconds, solve: 1, total: 4.5 },
  engine: 'decomposition',
  columnsCount: 9,
  batteriesCount: 4,
  peakMemoryMb: 70,
};

describe('the rows of a day with batteries', () => {
  it('hold solve and total to native HiGHS, where there is one', () => {
    const native = { seconds: 4, status: 'Optimal', version: '1' };
    const rows = storageRows({ ...size, timesNativeMax: 2 }, { ...measured, native });
    expect(rows.map(({ holds, ratio }) => [ratio, holds])).toEqual([
      [0.25, null],
      [1.5, true],
      [0.5, null],
      [0.125, null],
      [2.375, false],
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(rows[1]?.target).toBe('≤ 2 × native HiGHS');
  });

  it('leave no row out where there is none, nor where it took too long', () => {
    for (const native of [
      { missing: 'highspy' },
      { seconds: 300, status: 'Time limit reached', version: '1' },
    ]) {
      const rows = storageRows({ ...size, timesNativeMax: 2 }, { ...measured, native });
      expect(rows.map(({ floor, holds }) => [floor, holds])).toEqual(Array(8).fill([null, null]));
    }
  });

  it('come from the stages of one clearing, without a rest', async () => {
    const { clearing, seconds: stages } = measureStages(seededMarket(size, 1), await loadHighs());
    const sum = stages.build + stages.solve + stages.canonicalise + stages.certify;
    expect(clearing.network.batteries.length).toBeGreaterThan(0);
    expect(stages.total - sum).toBeGreaterThanOrEqual(0);
    expect(
      Math.min(stages.build, stages.solve, stages.canonicalise, stages.certify),
    ).toBeGreaterThan(0);
  });

  it('say why there is no native HiGHS', async () => {
    const { clearing } = measureStages(seededMarket(size, 1), await loadHighs());
    process.env['PYTHON'] = 'a-python-that-is-not-there';
    const answer = await solveNatively(clearing.network.programme, {});
    delete process.env['PYTHON'];
    expect(answer).toEqual({ missing: expect.stringContaining('a-python-that-is-not-there') });
  });

  it('are of a day after that differs in every load and has the same peers', () => {
    const before = seededMarket(size, 1);
    const after = dayAfter(before, 1);
    expect(after.peers.map(({ id }) => id)).toEqual(before.peers.map(({ id }) => id));
    expect(
      after.peers.filter(({ load }, index) => load && load === before.peers[index]?.load),
    ).toEqual([]);
  });

  it('are of islands that trade with nobody else', async () => {
    const { clearing } = measureStages(islandsMarket(3, { ...size, peers: 12 }), await loadHighs());
    const { market, outcome } = clearing;
    const between = outcome.trades.filter(
      ({ buyer, seller }) => market.peers[buyer]?.community !== market.peers[seller]?.community,
    );
    expect([market.communities.length, between]).toEqual([3, []]);
    expect(outcome.trades.length).toBeGreaterThan(0);
  });
});
