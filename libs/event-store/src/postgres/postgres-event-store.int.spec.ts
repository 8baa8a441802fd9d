import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../../test/support/index.js';
import { eventStoreMigrations } from '../migrations/create-event-log.migration.js';
import { describeEventStore } from '../testing/event-store.contract.js';
import { PostgresEventStore } from './postgres-event-store.js';

let dataSource: DataSource | undefined;

const openStore = async (): Promise<PostgresEventStore> => {
  await dataSource?.destroy();
  const url = await freshDatabase();
  dataSource = await openDataSource({ url, migrations: eventStoreMigrations });
  return new PostgresEventStore(dataSource);
};

afterAll(() => dataSource?.destroy());

describeEventStore('the PostgreSQL store', openStore);
