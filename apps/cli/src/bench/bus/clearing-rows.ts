import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { benchRow, type BenchRow } from '../bench-row.js';
import { type BusService, type Setting, withService } from './bus-service.js';
import { ClearingProcesses } from './clearing-processes.js';
import { ClearingsLoad } from './clearings-load.js';

const MARKETS = Array.from({ length: 64 }, (_, index) => `town-${index}`);
const PARTITIONS = 12;
const LOOK_MS = 100;

/**
 * 64 gates close at once: how long one process needs until all auctions are cleared, and how long two.
 * Each process clears in one thread and has a core of its own, which it shares with the database
 * and the broker alone.
 */
export const clearingRows = async (setting: Setting): Promise<readonly BenchRow[]> => {
  const { prefix } = setting.settings;
  const settings = { ...setting.settings, prefix: `${prefix}clearings.`, partitions: PARTITIONS };
  const own = { ...setting, settings };
  const processes = new ClearingProcesses(own);
  return withService(own, {}, async ({ dataSource, store }) => {
    const load = new ClearingsLoad(store, MARKETS);
    setting.say(`${MARKETS.length} markets`);
    await load.openMarkets();
    try {
      const clear = (auctionId: string, count: number) =>
        seconds({ load, dataSource, processes, say: setting.say }, auctionId, count);
      await clear('warm-up', 1);
      const one = await clear('by-one', 1);
      await clear('warm-up-of-both', 2);
      const two = await clear('by-two', 2);
      const name = `two clearing processes against one, a core each, ${MARKETS.length} markets`;
      return [benchRow({ name, value: one / two, unit: '×', atLeast: 1.6 })];
    } finally {
      await processes.stop();
    }
  });
};

interface Clearings extends Pick<BusService, 'dataSource'> {
  readonly load: ClearingsLoad;
  readonly processes: ClearingProcesses;
  readonly say: (progress: string) => void;
}

/** From the first gate to the last result, by the clock of the database. */
const seconds = async (
  { dataSource, load, processes, say }: Clearings,
  auctionId: string,
  count: number,
): Promise<number> => {
  await load.fillBooks(auctionId);
  await processes.growTo(count);
  await load.close(auctionId);
  for (;;) {
    const { cleared, failed, took } = await progress(dataSource, auctionId);
    if (failed > 0) throw new Error(`${failed} of the auctions ${auctionId} failed`);
    if (cleared === MARKETS.length) {
      say(`${auctionId}: ${took.toFixed(1)} s`);
      return took;
    }
    await sleep(LOOK_MS);
  }
};

interface Progress {
  readonly cleared: number;
  readonly failed: number;
  /** Seconds from the first gate to the last result so far. */
  readonly took: number;
}

const progress = async (dataSource: DataSource, auctionId: string): Promise<Progress> => {
  const [row] = await dataSource.query<Progress[]>(
    `SELECT count(*) FILTER (WHERE e.type = 'AuctionCleared')::int AS cleared,
            count(*) FILTER (WHERE e.type = 'AuctionFailed')::int AS failed,
            extract(epoch FROM max(e.recorded_at) - min(e.recorded_at))::float AS took
       FROM es.event e JOIN es.stream s USING (stream_no)
      WHERE s.name LIKE '%/' || $1 AND e.type IN ('GateClosed', 'AuctionCleared', 'AuctionFailed')`,
    [auctionId],
  );
  return row ?? { cleared: 0, failed: 0, took: 0 };
};
