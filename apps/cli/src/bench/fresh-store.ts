import { type EventStore, eventStoreMigrations, PostgresEventStore } from '@trueque/event-store';
import { openDataSource, startEmbeddedPostgres } from '@trueque/postgres';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

export interface FreshStore {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  /** For files that the user of the database may read. */
  readonly folder: string;
}

/** An empty store on a PostgreSQL of its own, gone afterwards. */
export const withFreshStore = async <Answer>(
  use: (fresh: FreshStore) => Promise<Answer>,
): Promise<Answer> => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const dataSource = await openDataSource({ url: server.url, migrations: eventStoreMigrations });
  const store = new PostgresEventStore(dataSource);
  try {
    return await use({ store, dataSource, folder });
  } finally {
    await store.close();
    await dataSource.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
