import { clearCase, NotProven } from '@trueque/clearing';
import type { CaseFile, CasePeer } from '@trueque/contracts';
import { loadHighs } from '@trueque/highs';
import { InvariantBroken, isoInstant } from '@trueque/kernel';
import type { LpSolver } from '@trueque/linear-program';
import { replayAuctions, type ReplayAuction, RunFolder } from '@trueque/replay';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { seededMarket } from '../seeded-market.js';

interface Year {
  readonly name: string;
  /** Share of prosumers that have a battery; half of all homes are prosumers. */
  readonly batteries: number;
  /** Seconds for the whole year. */
  readonly atMost: number;
}

const YEARS: readonly Year[] = [
  { name: 'without storage', batteries: 0, atMost: 120 },
  { name: 'with about 60 batteries', batteries: 0.4, atMost: 600 },
];
const HOMES = 300;
const COMMUNITIES = 10;
const HALF_HOURS = 48;
const DAYS_OF_YEAR = 365;
/** Days that are really cleared; every one is another day of the same market. */
const DAYS = 10;
const DAY_MS = 86_400_000;

/** Day auctions of a year, by a sample of its days; the floor is a bare loop over the same clearing. */
export const replayBench: Bench = {
  name: 'replay',
  description: `replays ${DAYS} days of ${HOMES} homes, as a year; floor: clearing them in a bare loop`,
  run: async (say) => {
    const rows: BenchRow[] = [];
    for (const year of YEARS) {
      say(`${year.name}: ${DAYS} days, replayed twice and cleared in a bare loop`);
      rows.push(...(await yearRows(year)));
    }
    return rows;
  },
};

const yearRows = async (year: Year): Promise<readonly BenchRow[]> => {
  const days = Array.from({ length: DAYS }, (_, day) => dayOf(year, day));
  const floor = await bareLoopSeconds(days);
  const first = await replayed(days);
  const second = await replayed(days);
  const same = first.hashes.filter((hash, day) => hash === second.hashes[day] && hash !== '');
  const toYear = DAYS_OF_YEAR / DAYS;
  const name = `a year of ${HOMES} homes in ${COMMUNITIES} communities, ${year.name}`;
  return [
    benchRow({
      name: `${name} (${DAYS} days measured)`,
      value: first.seconds * toYear,
      unit: 's',
      floor: (floor * toYear) / availableParallelism(),
      atMost: year.atMost,
    }),
    {
      ...benchRow({
        name: `${name}: auctions of the same hash`,
        value: same.length,
        unit: 'auctions',
      }),
      target: `${DAYS}`,
      holds: same.length === DAYS,
    },
    benchRow({ name: `${name}: memory`, value: first.memoryMb, unit: 'MB' }),
  ];
};

const bareLoopSeconds = async (days: readonly ReplayAuction[]): Promise<number> => {
  const highs = await loadHighs();
  const startedMs = performance.now();
  for (const { file } of days) clearOnce(file, highs);
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

const replayed = async (days: readonly ReplayAuction[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  const run = new RunFolder(folder);
  const hashes: string[] = [];
  const startedMs = performance.now();
  for await (const summary of replayAuctions(oneByOne(days), {})) {
    await run.add(summary);
    hashes.push(summary.resultHash);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  rmSync(folder, { recursive: true, force: true });
  return { seconds, hashes, memoryMb: process.memoryUsage.rss() / 1e6 };
};

async function* oneByOne(days: readonly ReplayAuction[]): AsyncGenerator<ReplayAuction> {
  for (const day of days) yield await Promise.resolve(day);
}

/** A seeded market of quarter-hours, every second of them taken as a half-hour. */
const dayOf = ({ batteries }: Year, day: number): ReplayAuction => {
  const size = { peers: HOMES + 1, communities: COMMUNITIES, periods: 2 * HALF_HOURS, batteries };
  const market = seededMarket(size, day + 1);
  const start = isoInstant(Date.parse(market.start) + day * DAY_MS);
  const file: CaseFile = {
    ...market,
    ...{ start, mtu: 'PT30M', periods: HALF_HOURS },
    peers: market.peers.map((peer) => everySecond(peer) as CasePeer),
  };
  return { auctionId: start.slice(0, 10), file };
};

const everySecond = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.length === 2 * HALF_HOURS
      ? value.filter((_, index) => index % 2 === 0)
      : value.map(everySecond);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, everySecond(part)]));
};
