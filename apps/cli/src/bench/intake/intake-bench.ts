import { eventStoreMigrations, PostgresEventStore } from '@trueque/event-store';
import { importFormat, ImportRun, recordMonth, sourceFile } from '@trueque/imports';
import { isoInstant } from '@trueque/kernel';
import { openDataSource, startEmbeddedPostgres } from '@trueque/postgres';
import { once } from 'node:events';
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { type Bench, benchRow, type BenchRow } from '../bench-row.js';
import { SeededChance } from '../seeded-chance.js';

const HOMES = 20;
const HALF_HOURS_OF_YEAR = 17_520;
const ROWS = HOMES * HALF_HOURS_OF_YEAR;
const HALF_HOUR_MS = 1_800_000;
const YEAR_STARTS_MS = Date.UTC(2025, 0, 1);
const HEADER = 'meter_point_id,channel,interval_start,duration,quantity,unit,quality\n';
/** An import may take so many times the time of COPY: 40 % of its rate. */
const TIMES_COPY_MAX = 2.5;

/** A year of half-hours from gzip CSV to stored events; the floor is COPY of the same rows. */
export const intakeBench: Bench = {
  name: 'intake',
  description: `imports ${ROWS.toLocaleString('en-US')} readings from gzip CSV; floor: COPY of the same rows`,
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
    chmodSync(folder, 0o755); // COPY reads as the user of the database.
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    const dataSource = await openDataSource({ url: server.url, migrations: eventStoreMigrations });
    try {
      say(`writing ${ROWS} rows`);
      const plain = join(folder, 'readings.csv');
      await writeRows(plain);
      await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${plain}.gz`));
      say('COPY, and the import');
      const floor = await copySeconds(dataSource, plain);
      return await importRows(dataSource, `${plain}.gz`, floor);
    } finally {
      await dataSource.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
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

const importRows = async (
  dataSource: DataSource,
  path: string,
  floor: number,
): Promise<readonly BenchRow[]> => {
  const format = importFormat('csv');
  if (format === undefined) throw new Error('there is no format csv');
  const store = new PostgresEventStore(dataSource);
  const importRun = new ImportRun(format, {});
  const cause = { marketId: 'bench', importId: 'bench', actor: 'bench' };
  const occurredAt = isoInstant(YEAR_STARTS_MS);
  const startedMs = performance.now();
  const writes: Promise<unknown>[] = [];
  for await (const blocks of importRun.read([sourceFile(path, undefined)]))
    for (const block of blocks) writes.push(recordMonth(store, block, { ...cause, occurredAt }));
  await Promise.all(writes);
  const seconds = (performance.now() - startedMs) / 1000;
  await store.close();
  const { readings } = importRun.report();
  return [
    {
      ...benchRow({ name: 'gzip CSV to stored events', value: seconds, unit: 's', floor }),
      target: `≤ ${TIMES_COPY_MAX} × floor (≥ 40 % of COPY)`,
      holds: seconds <= TIMES_COPY_MAX * floor && readings === ROWS,
    },
    benchRow({ name: 'rows a second', value: ROWS / seconds, unit: 'rows/s' }),
    benchRow({ name: 'memory', value: process.memoryUsage.rss() / 1e6, unit: 'MB' }),
  ];
};
