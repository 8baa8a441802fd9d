import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeadLetterRetry1763970000000 implements MigrationInterface {
  readonly name = 'DeadLetterRetry1763970000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE messaging.dead_letter ADD COLUMN retry_asked_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE messaging.dead_letter DROP COLUMN retry_asked_at');
  }
}
