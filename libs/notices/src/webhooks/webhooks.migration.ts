import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where events are sent, with a checkpoint each. No projection: nobody could make it again. */
export class Webhooks1764300000001 implements MigrationInterface {
  readonly name = 'Webhooks1764300000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS notices');
    await runner.query(`
      CREATE TABLE notices.webhook (
        id uuid PRIMARY KEY,
        market_id text NOT NULL,
        url text NOT NULL,
        types text[] NOT NULL,
        secret text NOT NULL,
        previous_secret text,
        previous_until timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        position bigint NOT NULL,
        failures int NOT NULL,
        next_attempt_at timestamptz NOT NULL,
        last_error text,
        disabled_at timestamptz
      )`);
    await runner.query('CREATE INDEX ON notices.webhook (market_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA notices CASCADE');
  }
}
