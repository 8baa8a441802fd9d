import type { MigrationInterface, QueryRunner } from 'typeorm';
import { EVENT_LOG_GUARDS, EVENT_LOG_MONTHS, EVENT_LOG_TABLES } from './event-log-tables.js';

export class CreateEventLog1763870000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_LOG_TABLES);
    await runner.query(EVENT_LOG_GUARDS);
    await runner.query(EVENT_LOG_MONTHS);
  }

  down(): Promise<void> {
    throw new Error('The event log is never dropped by a migration.');
  }
}
