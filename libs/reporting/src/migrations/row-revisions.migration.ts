import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Markets and auctions tell the revision of their stream; 0 until they are projected again. */
export class RowRevisions1790000000005 implements MigrationInterface {
  readonly name = 'RowRevisions1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.markets ADD COLUMN revision int NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE reporting.auctions ADD COLUMN revision int NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.auctions DROP COLUMN revision');
    await runner.query('ALTER TABLE reporting.markets DROP COLUMN revision');
  }
}
