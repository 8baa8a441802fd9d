import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The merit order of a large market is made once, when it is cleared: nobody waits for it then. */
export class MeritOrders1790000000009 implements MigrationInterface {
  readonly name = 'MeritOrders1790000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reporting.merit_orders (
        market_id text NOT NULL, auction_id text NOT NULL, period int NOT NULL, blocks json NOT NULL,
        PRIMARY KEY (market_id, auction_id, period))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reporting.merit_orders');
  }
}
