import type { MigrationInterface, QueryRunner } from 'typeorm';
import { VIEWS } from './reporting-views.migration.js';

/**
 * Sums that were made whenever somebody asked are kept as the events come: a market of a hundred
 * thousand peers is asked for its energy more often than it is cleared.
 */
export class ReportingSums1790000000004 implements MigrationInterface {
  readonly name = 'ReportingSums1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const view of REPLACED.toReversed()) await runner.query(`DROP VIEW reporting.${view}`);
    for (const table of TABLES) await runner.query(`CREATE TABLE reporting.${table}`);
    await runner.query(`CREATE VIEW reporting.peer_energy AS ${PEER_ENERGY}`);
    await runner.query(`CREATE VIEW reporting.market_energy AS ${VIEWS.market_energy}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW reporting.market_energy, reporting.peer_energy');
    for (const table of TABLES.toReversed())
      await runner.query(`DROP TABLE reporting.${table.split(' ')[0]}`);
    for (const view of REPLACED)
      await runner.query(`CREATE VIEW reporting.${view} AS ${VIEWS[view]}`);
  }
}

/** In the order in which they build on one another. */
const REPLACED = [
  ...(['trade_sides', 'exchanges', 'peer_energy', 'community_energy', 'market_energy'] as const),
];

const AUCTION = 'market_id text NOT NULL, auction_id text NOT NULL';
const wh = (...names: readonly string[]) =>
  names.map((name) => `${name}_wh bigint NOT NULL`).join(', ');

const TABLES = [
  `grid_peers (
    market_id text NOT NULL, peer_id text NOT NULL,
    PRIMARY KEY (market_id, peer_id))`,
  `community_energy (
    ${AUCTION}, period int NOT NULL, start timestamptz NOT NULL, community_id text NOT NULL,
    ${wh('generation', 'discharge', 'grid_imports', 'community_imports', 'served', 'charge')},
    ${wh('grid_exports', 'community_exports', 'losses', 'stored')},
    PRIMARY KEY (market_id, auction_id, period, community_id))`,
  `peer_sums (
    ${AUCTION}, peer_id text NOT NULL, community_id text NOT NULL,
    ${wh('generation', 'imports', 'exports', 'charge', 'discharge', 'load', 'served')},
    PRIMARY KEY (market_id, auction_id, peer_id))`,
  `exchanges (
    ${AUCTION}, from_kind text NOT NULL, from_id text NOT NULL,
    to_kind text NOT NULL, to_id text NOT NULL, trades_count int NOT NULL, ${wh('energy', 'sent')},
    buyers_pay_nanos numeric(38, 0) NOT NULL, sellers_get_nanos numeric(38, 0) NOT NULL,
    PRIMARY KEY (market_id, auction_id, from_kind, from_id, to_kind, to_id))`,
];

const PEER_ENERGY = `
  SELECT s.market_id, s.auction_id, s.peer_id, s.community_id, p.role,
    generation_wh, imports_wh, exports_wh, charge_wh, discharge_wh, load_wh, served_wh
  FROM reporting.peer_sums s LEFT JOIN reporting.peers p USING (market_id, peer_id)`;
