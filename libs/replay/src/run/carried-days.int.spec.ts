import { clearCase } from '@trueque/clearing';
import { caseWith, chanceFrom } from '@trueque/clearing/testing';
import type { CaseFile } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuctionSource } from './auction-source.js';
import { RunFolder } from './run-folder.js';
import { runReplay } from './run-replay.js';

const LONG = process.env['TRUEQUE_LONG'] !== undefined;
const DAYS = LONG ? 12 : 3;
const PEERS = LONG ? 300 : 96;
/** From so many columns on a thread begins a day where it ended the one before. */
const CARRIED_COLUMNS_MIN = 10_000;

/** Homes with a roof at a price of their own, every third with a battery; each day has its weather and loads. */
const dayOf = (day: number): CaseFile => {
  const chance = chanceFrom(day + 1);
  const series = (most: number) =>
    Array.from({ length: 24 }, () => Math.round(chance.next() * most * 1000) / 1000);
  const home = (index: number) => ({
    ...{ id: `p${index}`, community: `C${index % 3}`, exportCost: 0.01 },
    ...{ generation: { max: series(4), cost: 0.04 + index / 10_000 }, load: series(3) },
    ...(index % 3 === 0 ? { storage: BATTERY } : {}),
  });
  const grid = { id: 'grid', community: 'G', role: 'grid' as const };
  return {
    ...caseWith({
      periods: 24,
      peers: [
        ...Array.from({ length: PEERS }, (_, index) => home(index)),
        { ...grid, generation: { max: 9999, cost: series(0.4) } },
      ],
    }),
    start: new Date(Date.UTC(2026, 5, 1 + day)).toISOString(),
  };
};

const BATTERY = {
  ...{ capacity: 6, initial: 1, final: 'initial' as const, charge: 3, discharge: 3 },
  ...{ chargeEfficiency: 0.95, dischargeEfficiency: 0.95, cost: 0.005 },
};

const days = (): AuctionSource => ({
  name: 'homes',
  auctions: (async function* () {
    for (let day = 0; day < DAYS; day++) {
      await Promise.resolve();
      yield { auctionId: `day-${day}`, file: dayOf(day) };
    }
  })(),
  recordedHash: () => undefined,
});

describe('a replay of days with batteries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-carried-days-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Ends after so many days, as if it had been interrupted. */
  const replayed = async (run: RunFolder, threads: number, daysMax = DAYS): Promise<void> => {
    const stop = new AbortController();
    let left = daysMax;
    const nothing = () => undefined;
    const cleared = () => {
      left -= 1;
      if (left === 0 && daysMax < DAYS) stop.abort();
    };
    const watch = { opened: nothing, found: nothing, cleared };
    await runReplay(run, days(), { threads, watch, signal: stop.signal });
  };

  const bytesOf = ({ path }: RunFolder) =>
    readdirSync(path)
      .sort()
      .map((name) => [name, readFileSync(join(path, name), 'utf8')]);

  it('is of days large enough to begin where the one before ended', async () => {
    const clearing = clearCase(dayOf(0), { engine: 'auto' }, await loadHighs());
    if (clearing.status !== 'optimal') throw new Error('no optimum');
    expect(clearing.network.programme.columnsCount).toBeGreaterThan(CARRIED_COLUMNS_MIN);
  });

  it('writes the same bytes by one thread as in two goes, of one thread and of two', async () => {
    const [one, goes] = [new RunFolder(join(folder, 'one')), new RunFolder(join(folder, 'goes'))];
    await replayed(one, 1);
    await replayed(goes, 1, 1);
    await replayed(goes, 2);
    expect(bytesOf(one).map(([name]) => name)).toEqual([
      'auctions.ndjson',
      'result.json',
      'run.json',
    ]);
    expect(bytesOf(goes)).toEqual(bytesOf(one));
  });
});
