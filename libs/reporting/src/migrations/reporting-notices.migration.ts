import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people should know, found without a walk back along the log. */
export class ReportingNotices1790000000006 implements MigrationInterface {
  readonly name = 'ReportingNotices1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE reporting.notices (
      market_id text NOT NULL, position int NOT NULL, type text NOT NULL, auction_id text,
      actor text NOT NULL, recorded_at timestamptz NOT NULL,
      PRIMARY KEY (market_id, position))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reporting.notices');
  }
}
