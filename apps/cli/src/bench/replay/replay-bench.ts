import { clearCase, NotProven } from '@trueque/clearing';
import type { CaseFile, CasePeer } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { InvariantBroken, isoInstant } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import { marketSource, RunFolder, runReplay } from '@trueque/replay';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseMarket } from '../../import/import-cases.js';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { withFreshStore } from '../fresh-store.js';
import { seededMarket } from '../seeded-market.js';

interface Year {
  readonly marketId: string;
  readonly name: string;
  /** Share of prosumers that have a battery; half of all homes are prosumers. */
  readonly batteries: number;
  /** Seconds for the whole year. */
  readonly atMost: number;
}

const YEARS: readonly Year[] = [
  { marketId: 'calm', name: 'without storage', batteries: 0, atMost: 120 },
  { marketId: 'stored', name: 'with about 60 batteries', batteries: 0.4, atMost: 600 },
];
const HOMES = 300;
const COMMUNITIES = 10;
const QUARTERS_OF_DAY = 96;
const DAYS_OF_YEAR = 365;
/** Days that are really cleared, enough for threads to be warm; every one is another day of the same market. */
const DAYS = 40;
const DAY_MS = 86_400_000;

/**
 * Day auctions of a year from stored events, by a sample of its days; the floor is a bare loop over
 * the same clearing, shared by all processors.
 */
export const replayBench: Bench = {
  name: 'replay',
  description: `replays ${DAYS} days of ${HOMES} homes from stored events, as a year; floor: clearing them in a bare loop`,
  run: (say) =>
    withFreshStore(async ({ store }) => {
      const rows: BenchRow[] = [];
      for (const year of YEARS) rows.push(...(await yearRows(year, store, say)));
      return rows;
    }),
};

const yearRows = async (
  year: Year,
  store: EventStore,
  say: (progress: string) => void,
): Promise<readonly BenchRow[]> => {
  const days = daysOf(year);
  say(`${year.name}: ${DAYS} days into the store`);
  for (const day of days) await new CaseMarket(store, year.marketId, day).say();
  say(`${year.name}: cleared in a bare loop, and replayed twice`);
  const floor = await bareLoopSeconds(days);
  const first = await replayed(store, year);
  const second = await replayed(store, year);
  const same = first.answer.runHash === second.answer.runHash ? first.answer.auctions : 0;
  const toYear = DAYS_OF_YEAR / DAYS;
  const name = `a year of ${HOMES} homes in ${COMMUNITIES} communities, ${year.name}`;
  return [
    benchRow({
      name: `${name} (${DAYS} days measured)`,
      value: first.answer.secondsTaken * toYear,
      unit: 's',
      floor: (floor * toYear) / availableParallelism(),
      atMost: year.atMost,
    }),
    {
      ...benchRow({ name: `${name}: auctions of the same hash`, value: same, unit: 'auctions' }),
      target: `${DAYS}`,
      holds: same === DAYS && first.answer.failed === 0,
    },
    benchRow({ name: `${name}: memory`, value: first.memoryMb, unit: 'MB' }),
  ];
};

const bareLoopSeconds = async (days: readonly CaseFile[]): Promise<number> => {
  const highs = await loadHighs();
  const startedMs = performance.now();
  for (const file of days) clearOnce(file, highs);
  return (performance.now() - startedMs) / 1000;
};

/** What cannot be proven takes its time too; a replay counts it as failed. */
const clearOnce = (file: CaseFile, highs: LpSolver): void => {
  try {
    clearCase(file, { engine: 'auto' }, highs);
  } catch (error) {
    if (!(error instanceof NotProven || error instanceof InvariantBroken)) throw error;
  }
};

const replayed = async (store: EventStore, { marketId }: Year) => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  const answer = await runReplay(new RunFolder(folder), marketSource(store, marketId, {}), {});
  rmSync(folder, { recursive: true, force: true });
  return { answer, memoryMb: process.memoryUsage.rss() / 1e6 };
};

/** Days of one seeded market of quarter-hours, every second of them taken as a half-hour. */
const daysOf = ({ batteries }: Year): readonly CaseFile[] => {
  const periods = QUARTERS_OF_DAY * DAYS;
  const size = { peers: HOMES + 1, communities: COMMUNITIES, periods, batteries };
  const market = seededMarket(size, 1);
  return Array.from({ length: DAYS }, (_, day) => {
    const start = isoInstant(Date.parse(market.start) + day * DAY_MS);
    const peers = market.peers.map((peer) => halfHoursOf(peer, day) as CasePeer);
    const name = start.slice(0, 10);
    return { ...market, name, start, mtu: 'PT30M', periods: QUARTERS_OF_DAY / 2, peers };
  });
};

const halfHoursOf = (value: unknown, day: number): unknown => {
  if (Array.isArray(value))
    return value.length === QUARTERS_OF_DAY * DAYS
      ? value
          .slice(day * QUARTERS_OF_DAY, (day + 1) * QUARTERS_OF_DAY)
          .filter((_, quarter) => quarter % 2 === 0)
      : value.map((part) => halfHoursOf(part, day));
  if (value === null || typeof value !== 'object') return value;
  const parts = Object.entries(value).map(([key, part]) => [key, halfHoursOf(part, day)]);
  return Object.fromEntries(parts);
};
