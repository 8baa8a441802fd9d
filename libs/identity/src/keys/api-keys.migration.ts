import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ApiKeys1795800000000 implements MigrationInterface {
  readonly name = 'ApiKeys1795800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS identity');
    await runner.query(`
      CREATE TABLE identity.api_key (
        id text PRIMARY KEY,
        tenant text NOT NULL,
        name text NOT NULL,
        grants text[] NOT NULL,
        digest bytea NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query('CREATE INDEX ON identity.api_key (tenant, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA identity CASCADE');
  }
}
