import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a statement's reading can be trusted; null in those that were projected before. */
export class StatementQuality1790000000003 implements MigrationInterface {
  readonly name = 'StatementQuality1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.statements ADD COLUMN quality text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.statements DROP COLUMN quality');
  }
}
