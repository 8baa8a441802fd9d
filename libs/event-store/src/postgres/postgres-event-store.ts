import { connectionOf } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { DecidingStore, type EventShape } from '../deciding-store.js';
import { PostgresLog } from './postgres-log.js';

/**
 * The store in the database of a data source that was opened with `eventStoreMigrations`. It has
 * connections of its own, so that nobody's long query keeps an append waiting.
 */
export class PostgresEventStore extends DecidingStore {
  constructor(dataSource: DataSource, shape?: EventShape) {
    super(new PostgresLog(connectionOf(dataSource)), shape);
  }
}
