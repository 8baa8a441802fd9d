import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuctionSummary } from './auction-summary.js';
import { NoSuchRun, RunFolder, type RunManifest } from './run-folder.js';
import { clearedIds, totalsOf } from '../comparison/run-totals.js';

const root = mkdtempSync(join(tmpdir(), 'trueque-runs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const manifest: RunManifest = {
  ...{ format: 'trueque-run/1', name: 'as recorded', source: 'harbour' },
  ...{ from: null, to: null, scenario: null },
};
const summary = (auctionId: string, status: 'cleared' | 'failed' = 'cleared'): AuctionSummary => ({
  ...{ auctionId, start: '2026-01-01T00:00:00Z', mtu: 'PT1H', periods: 1, currency: 'EUR', status },
  ...{ inputHash: 'i', resultHash: 'r', objective: 1, networkNanos: '1', congestionNanos: '0' },
  ...{ peers: [], prices: [] },
});

describe('the folder of a run', () => {
  it('knows which auctions it has, so that an interrupted run goes on', async () => {
    const run = new RunFolder(join(root, 'a'));
    expect(await run.open(manifest)).toEqual(new Set());
    await run.add(summary('one'));
    await run.add(summary('two'));
    expect(await new RunFolder(join(root, 'a')).open(manifest)).toEqual(new Set(['one', 'two']));
  });

  it('drops the half line of a run that was killed', async () => {
    const path = join(root, 'b');
    const run = new RunFolder(path);
    await run.open(manifest);
    await run.add(summary('one'));
    appendFileSync(join(path, 'auctions.ndjson'), '{"auctionId":"tw');
    expect(await new RunFolder(path).open(manifest)).toEqual(new Set(['one']));
    expect(readFileSync(join(path, 'auctions.ndjson'), 'utf8').endsWith('\n')).toBe(true);
  });

  it('is never taken for another run', async () => {
    const run = new RunFolder(join(root, 'c'));
    await run.open(manifest);
    await expect(run.open({ ...manifest, name: 'other' })).rejects.toThrow(NoSuchRun);
    await expect(new RunFolder(join(root, 'nothing')).manifest()).rejects.toThrow(NoSuchRun);
  });

  it('is summed over the auctions that were cleared, or those that are wanted', async () => {
    const run = new RunFolder(join(root, 'd'));
    await run.open(manifest);
    for (const [id, status] of [
      ['one', 'cleared'],
      ['two', 'failed'],
      ['three', 'cleared'],
    ] as const)
      await run.add(summary(id, status));
    expect(await clearedIds(run.auctions())).toEqual(new Set(['one', 'three']));
    const totals = await totalsOf('d', run.auctions(), new Set(['one']));
    expect(totals).toMatchObject({ auctions: 1, objective: 1, networkNanos: 1n, currency: 'EUR' });
  });
});
