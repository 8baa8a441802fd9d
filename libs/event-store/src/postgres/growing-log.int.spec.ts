import { openDataSource } from '@trueque/postgres';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import { from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import { PostgresEventStore } from './postgres-event-store.js';

/** Rows that PostgreSQL has fetched from the log's tables and their indexes, one way or another. */
const ROWS_READ = `
  select (select sum(seq_tup_read) from pg_stat_user_tables where schemaname = 'es')
       + (select sum(idx_tup_read) from pg_stat_user_indexes where schemaname = 'es') as rows`;

describe('a log that grows', () => {
  let dataSource: DataSource;
  let store: PostgresEventStore;
  let superuser: Client;

  beforeAll(async () => {
    const url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(dataSource);
    superuser = new Client({ connectionString: url });
    await superuser.connect();
    // Statistics of an empty table are what plans are made from at first.
    for (const month of await monthsOf(superuser))
      await superuser.query(`alter table es.${month} set (autovacuum_enabled = false)`);
  });

  afterAll(async () => {
    await store.close();
    await superuser.end();
    await dataSource.destroy();
  });

  const rowsRead = async (work: () => Promise<void>): Promise<number> => {
    const count = async () => {
      // Backends report what they read when they are idle for a second; ending them makes them do it.
      await superuser.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
      await superuser.query('select pg_stat_force_next_flush(), pg_stat_clear_snapshot()');
      const { rows } = await superuser.query<{ rows: string }>(ROWS_READ);
      return Number(rows[0]?.rows);
    };
    const before = await count();
    await work();
    return (await count()) - before;
  };

  const appendAll = async (first: number, count: number): Promise<void> => {
    for (let nth = first; nth < first + count; nth += 1)
      await store.transact(roster, `s${nth % 20}`, register(`C${nth}`), from({ partition: 'p' }));
  };

  it('is never read through to append to it', async () => {
    const read = await rowsRead(() => appendAll(0, 600));
    expect(read).toBeLessThan(600 * 10);
  });

  it('is read in pages, each event once and in order, while it grows', async () => {
    const positions: number[] = [];
    for (let length = 200; length === 200;) {
      const page = await store.readPartition('p', positions.length, 200);
      positions.push(...page.map(({ position }) => position));
      ({ length } = page);
      if (positions.length <= 600) await appendAll(600 + positions.length, 50);
    }
    const [head] = await store.heads();
    expect(positions).toEqual(Array.from({ length: head?.position ?? 0 }, (_, nth) => nth + 1));
  });

  it('is never read through to refuse a command or answer a repeated one', async () => {
    const repeated = from({ partition: 'p' });
    await store.transact(roster, 's0', register('again'), repeated);
    const read = await rowsRead(async () => {
      for (let nth = 0; nth < 100; nth += 1) {
        await store.transact(roster, 's0', register('C0'), from({ partition: 'p' }));
        await store.transact(roster, 's0', register('again'), repeated);
      }
    });
    expect(read).toBeLessThan(200 * 20);
  });
});

const monthsOf = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where oid in
      (select inhrelid from pg_inherits where inhparent = 'es.event'::regclass)`,
  );
  return rows.map(({ name }) => name);
};
