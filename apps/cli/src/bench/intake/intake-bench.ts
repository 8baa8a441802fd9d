import type { EventStore } from '@trueque/event-store';
import { BlockSpool, importFormat, ImportRun, keepMonths, sourceFiles } from '@trueque/imports';
import { isoInstant } from '@trueque/kernel';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { withFreshStore } from '../fresh-store.js';
import { median } from '../median.js';
import { SeededChance } from '../seeded-chance.js';

const HOMES = 20;
const HALF_HOURS_OF_YEAR = 17_520;
const ROWS = HOMES * HALF_HOURS_OF_YEAR;
const HALF_HOUR_MS = 1_800_000;
const YEAR_STARTS_MS = Date.UTC(2025, 0, 1);
const HEADER = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality\n';
/** Odd: each figure is the median of so many rounds. */
const ROUNDS = 5;
/** An import may take so many times the time of COPY: 40 % of its rate. */
const TIMES_COPY_MAX = 2.5;

/** Seconds of one round, and how many readings the import found. */
interface Round {
  readonly copy: number;
  readonly seconds: number;
  readonly readings: number;
}

/** A year of half-hours from gzip CSV to stored events; the floor is COPY of the same rows. */
export const intakeBench: Bench = {
  name: 'intake',
  description: `imports ${ROWS.toLocaleString('en-US')} readings from gzip CSV; floor: COPY of the same rows`,
  run: (say) =>
    withFreshStore(async ({ store, dataSource, folder }) => {
      say(`writing ${ROWS} rows`);
      const plain = join(folder, 'readings.csv');
      await writeRows(plain);
      await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${plain}.gz`));
      const rounds: Round[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        say(`COPY, and the import: ${round} of ${ROUNDS}`);
        const copy = await copySeconds(dataSource, plain);
        rounds.push({ copy, ...(await importRound(store, `${plain}.gz`, `bench-${round}`)) });
      }
      return rowsOf(rounds);
    }),
};

const writeRows = async (path: string): Promise<void> => {
  const chance = new SeededChance(1);
  const output = createWriteStream(path, { mode: 0o644 });
  output.write(HEADER);
  for (let home = 0; home < HOMES; home += 1) {
    let text = '';
    for (let half = 0; half < HALF_HOURS_OF_YEAR; half += 1) {
      const start = isoInstant(YEAR_STARTS_MS + half * HALF_HOUR_MS);
      text += `home-${home},CONSUMPTION,${start},PT30M,${chance.between(0, 2)},kWh,MEASURED\n`;
    }
    if (!output.write(text)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
};

/** Into a table without an index, read by the server itself: nothing loads rows faster. */
const copySeconds = (dataSource: DataSource, path: string): Promise<number> =>
  dataSource.transaction(async (owner) => {
    await owner.query('set role none'); // Only the owner of the server may read a file.
    await owner.query('drop table if exists public.copied');
    await owner.query(
      `create table public.copied (meter_point_id text, channel text, interval_start timestamptz,
       duration interval, quantity numeric, unit text, quality text)`,
    );
    await owner.query('commit');
    const startedMs = performance.now();
    await owner.query(`copy public.copied from '${path}' (format csv, header)`);
    const seconds = (performance.now() - startedMs) / 1000;
    await owner.query('begin');
    return seconds;
  });

/** As the command does it: all is read and waits on the disk before any of it is kept. */
const importRound = async (store: EventStore, path: string, marketId: string) => {
  const format = importFormat('csv');
  if (format === undefined) throw new Error('there is no format csv');
  const importRun = new ImportRun(format, {});
  const cause = { marketId, importId: 'bench', actor: 'bench' };
  const occurredAt = isoInstant(YEAR_STARTS_MS);
  const spool = new BlockSpool();
  const startedMs = performance.now();
  for await (const blocks of importRun.read(await sourceFiles([path], undefined)))
    await spool.add(blocks);
  const { readings } = importRun.report();
  await keepMonths(store, spool.all(), { ...cause, occurredAt });
  const seconds = (performance.now() - startedMs) / 1000;
  spool.remove();
  return { seconds, readings };
};

const rowsOf = (rounds: readonly Round[]): readonly BenchRow[] => {
  const seconds = median(rounds.map((round) => round.seconds));
  const floor = median(rounds.map(({ copy }) => copy));
  return [
    {
      ...benchRow({ name: 'gzip CSV to stored events', value: seconds, unit: 's', floor }),
      target: `≤ ${TIMES_COPY_MAX} × floor (≥ 40 % of COPY)`,
      holds: seconds <= TIMES_COPY_MAX * floor && rounds.every(({ readings }) => readings === ROWS),
    },
    benchRow({ name: 'rows a second', value: ROWS / seconds, unit: 'rows/s' }),
    benchRow({ name: 'memory', value: process.memoryUsage.rss() / 1e6, unit: 'MB' }),
  ];
};
