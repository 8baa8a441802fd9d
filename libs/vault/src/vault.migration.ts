import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be forgotten, apart from the log, which never is. */
export class Vault1764300000000 implements MigrationInterface {
  readonly name = 'Vault1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS vault');
    await runner.query(`
      CREATE TABLE vault.person (
        market_id text NOT NULL,
        person_id uuid NOT NULL,
        wrapped_key bytea NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (market_id, person_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA vault CASCADE');
  }
}

/** For `openDataSource`. */
export const vaultMigrations = [Vault1764300000000];
