import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which gates are open: made from the events, and made again from them at will. */
export class OpenGates1763900000000 implements MigrationInterface {
  readonly name = 'OpenGates1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS intake');
    await runner.query(`
      CREATE TABLE intake.open_gate (
        market_id text NOT NULL,
        auction_id text NOT NULL,
        gate_closes_at timestamptz NOT NULL,
        PRIMARY KEY (market_id, auction_id)
      )`);
    await runner.query('CREATE INDEX ON intake.open_gate (gate_closes_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA intake CASCADE');
  }
}
