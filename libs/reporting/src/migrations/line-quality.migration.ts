import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the reading behind a line of a statement can be trusted, and who owns a contract. */
export class LineQuality1790000000007 implements MigrationInterface {
  readonly name = 'LineQuality1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.statement_lines ADD COLUMN quality text');
    await runner.query('ALTER TABLE reporting.contracts ADD COLUMN owner text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.contracts DROP COLUMN owner');
    await runner.query('ALTER TABLE reporting.statement_lines DROP COLUMN quality');
  }
}
