import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/event-store-migrations.js';
import { describeEventStore } from '../testing/event-store.contract.js';
import { PostgresEventStore } from './postgres-event-store.js';

describe('a migrated database', () => {
  let dataSource: DataSource;
  beforeAll(async () => {
    const url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
  });
  afterAll(() => dataSource.destroy());

  describeEventStore('holds a store that', async () => new PostgresEventStore(dataSource));
});
