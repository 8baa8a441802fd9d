import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was answered to bulk requests. No projection: events do not tell what was refused. */
export class BulkAnswers1795900000000 implements MigrationInterface {
  readonly name = 'BulkAnswers1795900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS intake');
    await runner.query(`
      CREATE TABLE intake.bulk_answer (
        market_id text NOT NULL,
        auction_id text NOT NULL,
        request_key text NOT NULL,
        body_digest bytea NOT NULL,
        answered_at timestamptz NOT NULL,
        not_kept bytea NOT NULL,
        PRIMARY KEY (market_id, auction_id, request_key)
      )`);
    await runner.query('CREATE INDEX ON intake.bulk_answer (answered_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intake.bulk_answer');
  }
}
