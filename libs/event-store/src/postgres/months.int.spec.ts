import { openDataSource } from '@trueque/postgres';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import { collect, from } from '../testing/event-store.contract.js';
import { register, roster } from '../testing/roster.decider.js';
import { PostgresEventStore } from './postgres-event-store.js';

const MONTHS = `select relname as name from pg_class
  where oid in (select inhrelid from pg_inherits where inhparent = 'es.event'::regclass) order by 1`;

/** All that was recorded so far becomes a month older, as if a month had gone by. */
const A_MONTH_LATER = [
  `select es.make_months(now() - interval '1 month')`,
  `update es.event set recorded_at = recorded_at - interval '1 month'`,
  `update es.ledger set recorded_at = recorded_at - interval '1 month'`,
  `update es.stream set began = began - interval '1 month'`,
];

describe('a log over months', () => {
  const partition = 'harbour';
  let dataSource: DataSource;
  let store: PostgresEventStore;
  let superuser: Client;

  beforeEach(async () => {
    const url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
    store = new PostgresEventStore(dataSource);
    superuser = new Client({ connectionString: url });
    await superuser.connect();
    for (const table of ['ledger', 'event', 'stream'])
      await superuser.query(`alter table es.${table} disable trigger user`);
  });

  afterEach(async () => {
    await store.close();
    await superuser.end();
    await dataSource.destroy();
  });

  const monthsMade = async () =>
    (await superuser.query<{ name: string }>(MONTHS)).rows.map(({ name }) => name);
  const aMonthLater = async () => {
    for (const statement of A_MONTH_LATER) await superuser.query(statement);
  };

  it('goes on in positions and revisions, and is read in order', async () => {
    await store.transact(roster, 'm', register('C1', 'C2'), from({ partition }));
    await aMonthLater();
    await store.transact(roster, 'm', register('C3'), from({ partition }));
    const events = await store.readPartition(partition, 0, 10);
    expect(events.map(({ position, revision }) => [position, revision])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(events[0]!.recordedAt.slice(0, 7)).not.toBe(events[2]!.recordedAt.slice(0, 7));
    expect(await collect(store.readStream(partition, 'roster-m'))).toEqual(events);
  });

  it('remembers the causes of months before', async () => {
    const options = from({ partition });
    const first = await store.transact(roster, 'm', register('C1'), options);
    await aMonthLater();
    const elsewhere = new PostgresEventStore(dataSource);
    expect(await elsewhere.transact(roster, 'm', register('C1'), options)).toMatchObject({
      status: 'repeated',
      revision: 1,
      events: [{ id: first.status === 'refused' ? '' : first.events[0]!.id }],
    });
    await elsewhere.close();
    expect(await store.readPartition(partition, 0, 10)).toHaveLength(1);
  });

  it('makes its next months when it comes to a new one', async () => {
    await store.transact(roster, 'm', register('C1'), from({ partition }));
    const made = await monthsMade();
    for (const name of made.slice(1)) await superuser.query(`drop table es.${name}`);
    await aMonthLater();
    await store.transact(roster, 'm', register('C2'), from({ partition }));
    expect((await monthsMade()).slice(-made.length)).toEqual(made);
  });

  it('never goes back in time, even where the clock does', async () => {
    await store.transact(roster, 'm', register('C1'), from({ partition }));
    await superuser.query(`update es.ledger set recorded_at = recorded_at + interval '1 hour'`);
    await store.transact(roster, 'm', register('C2'), from({ partition }));
    const [head] = (await superuser.query('select recorded_at from es.ledger')).rows;
    const [, second] = await store.readPartition(partition, 0, 10);
    expect(Date.parse(second!.recordedAt)).toBe(head.recorded_at.getTime());
  });
});
