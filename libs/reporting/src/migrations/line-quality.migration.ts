import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the reading behind a line can be trusted, who owns a contract, what a meter told of a period. */
export class LineQuality1790000000007 implements MigrationInterface {
  readonly name = 'LineQuality1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.statement_lines ADD COLUMN quality text');
    await runner.query('ALTER TABLE reporting.contracts ADD COLUMN owner text');
    await runner.query(
      `ALTER TABLE reporting.readings ADD COLUMN told json NOT NULL
         DEFAULT '{"importWh": null, "exportWh": null, "quality": []}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reporting.readings DROP COLUMN told');
    await runner.query('ALTER TABLE reporting.contracts DROP COLUMN owner');
    await runner.query('ALTER TABLE reporting.statement_lines DROP COLUMN quality');
  }
}
