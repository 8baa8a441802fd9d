import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RelayPosition1763960000000 implements MigrationInterface {
  readonly name = 'RelayPosition1763960000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.relay_position (
        prefix text NOT NULL,
        partition text NOT NULL,
        position bigint NOT NULL,
        predecessors json NOT NULL,
        PRIMARY KEY (prefix, partition)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messaging.relay_position');
  }
}
