import { eventStoreMigrations, PostgresEventStore } from '@trueque/event-store';
import { openDataSource, openOwnerClient, startEmbeddedPostgres } from '@trueque/postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type BenchRow } from '../bench-row.js';
import { AppendProcesses } from './append-processes.js';
import { type Bed, hundredRows, singleRows, slowDiskRow } from './append-rows.js';
import { FLOOR_TABLE } from './pgbench.js';
import { readRows, sizeRow } from './read-rows.js';

/** The event log on a server of its own, with fsync and synchronous_commit on as by default. */
export const eventsBench: Bench = {
  name: 'events',
  description:
    'appends, replays, verifies and projects events of 1 kB; floors: pgbench, COPY, COPY out and JSON.parse',
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
    chmodSync(folder, 0o777); // COPY reads and writes as the user of the database.
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    try {
      const owner = await openOwnerClient(server.url);
      const rows = await measure({ say, folder, url: server.url, owner });
      await owner.end();
      return rows;
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const measure = async (place: Omit<Bed, 'store' | 'appends'>): Promise<readonly BenchRow[]> => {
  const dataSource = await openDataSource({ url: place.url, migrations: eventStoreMigrations });
  const store = new PostgresEventStore(dataSource);
  const appends = new AppendProcesses(place.url);
  const bed = { ...place, store, appends };
  try {
    await place.owner.query(FLOOR_TABLE);
    const rows = [...(await singleRows(bed)), await slowDiskRow(bed)];
    rows.push(
      await sizeRow(bed),
      ...(await hundredRows(bed)),
      ...(await readRows(bed, dataSource)),
    );
    return rows;
  } finally {
    await appends.close();
    await store.close();
    await dataSource.destroy();
  }
};
