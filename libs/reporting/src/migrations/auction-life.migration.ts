import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Auctions that open later, are suspended or reviewed; and the notices of a market. */
export class AuctionLife1790000000008 implements MigrationInterface {
  readonly name = 'AuctionLife1790000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reporting.auctions
        ADD COLUMN opens_at timestamptz, ADD COLUMN price_status text, ADD COLUMN state_reason text`);
    await runner.query(`
      CREATE TABLE reporting.market_notices (
        market_id text NOT NULL, number int NOT NULL, kind text NOT NULL, auction_id text,
        refers_to int, text_en text NOT NULL, text_es text NOT NULL, issued_at timestamptz NOT NULL,
        PRIMARY KEY (market_id, number))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reporting.market_notices');
    await runner.query(`
      ALTER TABLE reporting.auctions
        DROP COLUMN opens_at, DROP COLUMN price_status, DROP COLUMN state_reason`);
  }
}
