import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What intake heard of credit: made from the events, and made again from them at will. */
export class CreditStandings1764288000000 implements MigrationInterface {
  readonly name = 'CreditStandings1764288000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE intake.credit_standing (
        market_id text NOT NULL,
        peer_id text NOT NULL,
        level text NOT NULL,
        exposure_nanos numeric NOT NULL,
        limit_nanos numeric NOT NULL,
        PRIMARY KEY (market_id, peer_id)
      )`);
    await runner.query(`
      CREATE TABLE intake.reserved_gate (
        market_id text NOT NULL,
        auction_id text NOT NULL,
        is_counted boolean NOT NULL,
        PRIMARY KEY (market_id, auction_id)
      )`);
    await runner.query('CREATE INDEX ON intake.reserved_gate (market_id) WHERE NOT is_counted');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intake.credit_standing, intake.reserved_gate');
  }
}
