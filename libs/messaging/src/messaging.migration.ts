import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messaging1761955200000 implements MigrationInterface {
  readonly name = 'Messaging1761955200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS messaging');
    await runner.query(`
      CREATE TABLE messaging.checkpoint (
        consumer text NOT NULL,
        partition text NOT NULL,
        position bigint NOT NULL CHECK (position >= 0),
        PRIMARY KEY (consumer, partition)
      )`);
    await runner.query(`
      CREATE TABLE messaging.dead_letter (
        consumer text NOT NULL,
        partition text NOT NULL,
        position bigint NOT NULL,
        event_id text NOT NULL,
        event_type text NOT NULL,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, partition, position)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA messaging CASCADE');
  }
}
