import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND_BATCH_FUNCTION } from './append-batch-function.js';
import { EVENT_LOG_ROLES } from './event-log-roles.js';

/** Looks each stream of a batch up once; takes the place of the function that did so for each command. */
export class AppendByStreams1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPEND_BATCH_FUNCTION);
    await runner.query(EVENT_LOG_ROLES);
  }

  down(): Promise<void> {
    throw new Error('Nothing can be appended without its function.');
  }
}
