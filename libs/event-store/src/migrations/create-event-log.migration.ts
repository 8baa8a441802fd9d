import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BATCH_FUNCTION } from './append-batch-function.js';
import { EVENT_LOG_ROLES } from './event-log-roles.js';
import { EVENT_LOG_GUARDS, EVENT_LOG_MONTHS, EVENT_LOG_TABLES } from './event-log-tables.js';

export class CreateEventLog1763870000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_LOG_TABLES);
    await runner.query(EVENT_LOG_GUARDS);
    await runner.query(EVENT_LOG_MONTHS);
    await runner.query(APPEND_BATCH_FUNCTION);
    await runner.query(EVENT_LOG_ROLES);
  }

  down(): Promise<void> {
    throw new Error('The event log is never dropped by a migration.');
  }
}

/** For `openDataSource`: makes the log in the schema `es`. */
export const eventStoreMigrations = [CreateEventLog1763870000000];
