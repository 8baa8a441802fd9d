import { eventStoreMigrations, type EventStore, PostgresEventStore } from '@trueque/event-store';
import { openDataSource, startEmbeddedPostgres } from '@trueque/postgres';
import { BillingRuns, SettlementPool, WindowRunThread } from '@trueque/settlement';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DataSource } from 'typeorm';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import {
  correctOneDay,
  dateOf,
  endOf,
  MARKET,
  openMeteredMarket,
  recordMonth,
  said,
  type Size,
} from './metered-month.js';

const MONTH: Size = { communities: 100, peers: 3_000, days: 31 };
const HALF_HOURS = 48;
const RESOLUTION_MS = 10;

/** A month of a utility, from recorded readings to numbered bills; the floor is a bare loop over the values. */
export const settlementBench: Bench = {
  name: 'settlement',
  description: `settles ${MONTH.peers} peers over ${MONTH.days} days of half-hours, and revises one meter and day; floor: Wh × price in a bare loop`,
  run: (say) => benchSettlement(MONTH, say),
};

export const benchSettlement = async (
  size: Size,
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const dataSource = await openDataSource({ url: server.url, migrations: eventStoreMigrations });
  const store = new PostgresEventStore(dataSource);
  try {
    say(`recording ${size.peers} meters, ${size.days} days`);
    await openMeteredMarket(store, size);
    await recordMonth(store, size);
    return await measured(dataSource, store, size, say);
  } finally {
    await store.close();
    await dataSource.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** As the service makes runs: in a thread, and watched from its own. */
const measured = async (
  dataSource: DataSource,
  store: EventStore,
  size: Size,
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  const pool = new SettlementPool();
  const thread = new WindowRunThread(dataSource);
  try {
    const runs = new BillingRuns(store, pool, thread);
    say('the month');
    const month = await watched(() => settle(runs, size, 'final'));
    await correctOneDay(store, Math.floor(size.days / 2));
    say('a revision of one meter and day');
    const revision = await watched(() => settle(runs, size, 'revision'));
    return rowsOf(size, { month, revision });
  } finally {
    await thread.onApplicationShutdown();
    await pool.onApplicationShutdown();
  }
};

/** How long something took, and for how long at most nothing else was answered meanwhile. */
interface Watched {
  readonly seconds: number;
  readonly longestBlockMs: number;
  readonly memoryMb: number;
}

const watched = async (run: () => Promise<void>): Promise<Watched> => {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let memory = 0;
  const sampling = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss())), 100);
  delay.enable();
  const startedMs = performance.now();
  await run();
  const seconds = (performance.now() - startedMs) / 1000;
  delay.disable();
  clearInterval(sampling);
  const memoryMb = Math.max(memory, process.memoryUsage.rss()) / 2 ** 20;
  return { seconds, longestBlockMs: delay.max / 1e6 - RESOLUTION_MS, memoryMb };
};

const settle = async (runs: BillingRuns, size: Size, kind: 'final' | 'revision'): Promise<void> => {
  const reason = kind === 'revision' ? { reasonCode: 'wrong-reading' as const } : {};
  const window = { marketId: MARKET, from: dateOf(0), to: endOf(size) };
  const outcome = await runs.settle({ ...window, kind, ...reason }, said(kind));
  if (outcome?.status !== 'accepted') throw new Error(`the ${kind} run was not taken`);
};

/** What no run can do without: every value times a price. */
const bareLoopSeconds = ({ peers, days }: Size): number => {
  const values = Float64Array.from({ length: peers * HALF_HOURS }, (_, index) => index % 1_000);
  const startedMs = performance.now();
  const sums = new Float64Array(peers);
  for (let day = 0; day < days; day += 1) {
    values.forEach((wh, index) => (sums[Math.floor(index / HALF_HOURS)]! += wh * 250_000));
  }
  return (performance.now() - startedMs) / 1000;
};

const rowsOf = (
  size: Size,
  { month, revision }: { readonly month: Watched; readonly revision: Watched },
): readonly BenchRow[] => {
  const readings = (size.peers * size.days * HALF_HOURS).toLocaleString('en-US');
  const floor = bareLoopSeconds(size);
  const row = (name: string, value: number, unit: string, atMost: number) =>
    benchRow({ name, value, unit, atMost });
  return [
    benchRow({
      name: `${size.peers} peers × ${size.days} days of half-hours (${readings} readings)`,
      ...{ value: month.seconds, unit: 's', floor, atMost: 60 },
    }),
    row('its memory', month.memoryMb, 'MiB', 2_048),
    row('its longest block of the main thread', month.longestBlockMs, 'ms', 100),
    row('a revision of one meter and day', revision.seconds, 's', 1),
    row('its longest block of the main thread', revision.longestBlockMs, 'ms', 100),
  ];
};
