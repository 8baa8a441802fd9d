import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due when, in place of the gates alone; and which markets have a calendar. Made from the events. */
export class DueSteps1764300000000 implements MigrationInterface {
  readonly name = 'DueSteps1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intake.open_gate');
    await runner.query(`
      CREATE TABLE intake.due_step (
        market_id text NOT NULL,
        subject text NOT NULL,
        step text NOT NULL,
        due_at timestamptz NOT NULL,
        is_held boolean NOT NULL,
        PRIMARY KEY (market_id, subject, step)
      )`);
    await runner.query('CREATE INDEX ON intake.due_step (due_at) WHERE NOT is_held');
    await runner.query(`
      CREATE TABLE intake.market_calendar (
        market_id text NOT NULL PRIMARY KEY,
        calendar json NOT NULL,
        planned_to timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intake.due_step, intake.market_calendar');
    await runner.query(`
      CREATE TABLE intake.open_gate (
        market_id text NOT NULL, auction_id text NOT NULL, gate_closes_at timestamptz NOT NULL,
        PRIMARY KEY (market_id, auction_id))`);
  }
}
