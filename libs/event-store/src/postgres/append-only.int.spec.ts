import { openDataSource } from '@trueque/postgres';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import { from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import { PostgresEventStore } from './postgres-event-store.js';

/** As `es.make_months` names it. */
const MONTH = `event_${new Date().toISOString().slice(0, 7).replace('-', '_')}`;

const COLUMNS: Readonly<Record<string, string>> = {
  ledger: 'partition',
  stream: 'name',
  event: 'actor',
  [MONTH]: 'actor',
  quiet_command: 'caused_by',
  archive: 'file',
  archived_command: 'cause',
};

/** This month and two ahead; all are made by the same words. */
const MONTHS_MADE = 3;

const ATTACKS = ['update', 'delete', 'truncate'] as const;

const attack = (kind: (typeof ATTACKS)[number], table: string): string =>
  ({
    update: `update es.${table} set ${COLUMNS[table]} = 'x'`,
    delete: `delete from es.${table}`,
    truncate: `truncate es.${table} cascade`,
  })[kind];

const CASES = Object.keys(COLUMNS).flatMap((table) =>
  ATTACKS.map((kind) => [kind, table] as const),
);

describe('the event log', () => {
  const url = freshDatabase();
  let application: DataSource;
  let superuser: Client;
  let store: PostgresEventStore;

  beforeAll(async () => {
    application = await openDataSource({ url: await url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(application);
    await store.transact(roster, 'm', register('C1'), from({ partition: 'harbour' }));
    await store.transact(roster, 'm', { type: 'Touch' }, from({ partition: 'harbour' }));
    superuser = new Client({ connectionString: await url });
    await superuser.connect();
  });

  afterAll(async () => {
    await store.close();
    await application.destroy();
    await superuser.end();
  });

  it('is made of the tables that are attacked here', async () => {
    const { rows } = await superuser.query<{ tablename: string; tableowner: string }>(
      `select tablename, tableowner from pg_tables where schemaname = 'es'`,
    );
    const months = rows.filter(({ tablename }) => /^event_\d{4}_\d\d$/.test(tablename));
    expect(months).toHaveLength(MONTHS_MADE);
    const others = rows.filter((row) => !months.includes(row) || row.tablename === MONTH);
    expect(others.map(({ tablename }) => tablename).sort()).toEqual(Object.keys(COLUMNS).sort());
    expect(new Set(rows.map(({ tableowner }) => tableowner))).toEqual(new Set(['es_owner']));
  });

  it.each(CASES)('lets the application not %s %s', async (kind, table) => {
    await expect(application.query(attack(kind, table))).rejects.toThrow('permission denied');
  });

  it.each(Object.keys(COLUMNS))(
    'lets the application not write %s past the store',
    async (table) => {
      const insert = `insert into es.${table} (${COLUMNS[table]}) values ('x')`;
      await expect(application.query(insert)).rejects.toThrow('permission denied');
    },
  );

  it.each(CASES)('lets its owner not %s %s', async (kind, table) => {
    await superuser.query('set role es_owner');
    await expect(superuser.query(attack(kind, table))).rejects.toThrow('the log is append-only');
    await superuser.query('reset role');
  });

  it.each(CASES)('lets a replicating superuser not %s %s by accident', async (kind, table) => {
    await superuser.query(`set session_replication_role = 'replica'`);
    await expect(superuser.query(attack(kind, table))).rejects.toThrow('the log is append-only');
    await superuser.query('reset session_replication_role');
  });

  it('lets nobody turn a ledger back', async () => {
    await expect(superuser.query('update es.ledger set position = 0')).rejects.toThrow(
      'a ledger only moves on',
    );
  });

  it('lets nobody turn a stream back', async () => {
    await expect(superuser.query('update es.stream set revision = 0')).rejects.toThrow(
      'a stream only moves on',
    );
  });

  it('keeps its guards where roles may not be made', async () => {
    const { store: plain, owner } = await inOrdinaryDatabase(await freshDatabase());
    await plain.transact(roster, 'm', register('C1'), from({ partition: 'harbour' }));
    await expect(owner.query('delete from es.event')).rejects.toThrow('the log is append-only');
    await plain.close();
    await owner.destroy();
  });
});

/** A database that belongs to a login without any privilege, as a managed one does. */
const inOrdinaryDatabase = async (adminUrl: string) => {
  const url = new URL(adminUrl);
  const database = url.pathname.slice(1);
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create role plain_${database} login password 'plain'`);
  await admin.query(`alter database ${database} owner to plain_${database}`);
  await admin.end();
  url.username = `plain_${database}`;
  url.password = 'plain';
  const owner = await openDataSource({ url: url.href, migrations: eventStoreMigrations });
  return { owner, store: new PostgresEventStore(owner) };
};
