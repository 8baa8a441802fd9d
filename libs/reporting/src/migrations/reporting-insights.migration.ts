import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the dashboard asks besides results: offers, meters, runs, and how long answers took. */
export class ReportingInsights1790000000002 implements MigrationInterface {
  readonly name = 'ReportingInsights1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`CREATE TABLE reporting.${table}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed())
      await runner.query(`DROP TABLE reporting.${table.split(' ')[0]}`);
  }
}

const AUCTION = 'market_id text NOT NULL, auction_id text NOT NULL';
const COUNTS = ['periods', 'measured', 'estimated', 'substituted']
  .map((name) => `${name} int NOT NULL`)
  .join(', ');

const TABLES = [
  `offers (
    ${AUCTION}, peer_id text NOT NULL, offer_id text NOT NULL, offer json NOT NULL,
    PRIMARY KEY (market_id, auction_id, peer_id))`,
  `readings (
    ${AUCTION}, peer_id text NOT NULL, import_wh bigint NOT NULL, export_wh bigint NOT NULL, ${COUNTS},
    PRIMARY KEY (market_id, auction_id, peer_id))`,
  `auction_times (
    ${AUCTION}, gate_recorded_at timestamptz, answer_recorded_at timestamptz,
    PRIMARY KEY (market_id, auction_id))`,
  `settlement_runs (
    market_id text NOT NULL, run_id text NOT NULL, auction_id text NOT NULL, kind text NOT NULL,
    completed_at timestamptz NOT NULL,
    PRIMARY KEY (market_id, run_id))`,
  `run_totals (
    market_id text NOT NULL, run_id text NOT NULL, peer_id text NOT NULL,
    total_nanos numeric(38, 0) NOT NULL,
    PRIMARY KEY (market_id, run_id, peer_id))`,
  `settlement_windows (
    market_id text NOT NULL, run_id text NOT NULL, from_date text NOT NULL, to_date text NOT NULL,
    kind text NOT NULL, as_of timestamptz NOT NULL, completed_at timestamptz NOT NULL,
    supersedes text, reason text,
    PRIMARY KEY (market_id, run_id))`,
];
