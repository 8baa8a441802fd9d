import { type Connection, connectionOf } from '@trueque/postgres';
import { DataSource } from 'typeorm';
import { DecidingStore, type EventShape } from '../deciding-store.js';
import { PostgresLog } from './postgres-log.js';

/**
 * The store in a database that was opened with `eventStoreMigrations`. It has connections of its
 * own, so that nobody's long query keeps an append waiting; a thread that has no data source makes
 * it from how to connect.
 */
export class PostgresEventStore extends DecidingStore {
  constructor(database: DataSource | Connection, shape?: EventShape) {
    super(
      new PostgresLog(database instanceof DataSource ? connectionOf(database) : database),
      shape,
    );
  }
}
