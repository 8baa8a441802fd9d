import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the read side. Everything in them can be made again from the events. */
export class ReportingTables1790000000000 implements MigrationInterface {
  readonly name = 'ReportingTables1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA IF NOT EXISTS reporting');
    for (const table of TABLES) await runner.query(`CREATE TABLE reporting.${table}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA reporting CASCADE');
  }
}

const AUCTION = 'market_id text NOT NULL, auction_id text NOT NULL';
const PERIOD = `${AUCTION}, period int NOT NULL, start timestamptz NOT NULL`;
const wh = (...names: readonly string[]) =>
  names.map((name) => `${name}_wh bigint NOT NULL`).join(', ');
const micros = (...names: readonly string[]) =>
  names.map((name) => `${name}_micros_per_kwh bigint NOT NULL`).join(', ');

const TABLES = [
  `markets (
    market_id text PRIMARY KEY, tenant text NOT NULL, name text NOT NULL, currency text NOT NULL, time_zone text NOT NULL,
    mtu text NOT NULL, rules json NOT NULL, opened_at timestamptz NOT NULL)`,
  `communities (
    market_id text NOT NULL, community_id text NOT NULL,
    import_limit_kw json, export_limit_kw json,
    PRIMARY KEY (market_id, community_id))`,
  `peers (
    market_id text NOT NULL, peer_id text NOT NULL, community_id text NOT NULL, role text NOT NULL,
    PRIMARY KEY (market_id, peer_id))`,
  `contracts (
    market_id text NOT NULL, contract_id text NOT NULL, from_id text NOT NULL, to_id text NOT NULL,
    contract json NOT NULL, valid_from timestamptz NOT NULL, valid_to timestamptz,
    PRIMARY KEY (market_id, contract_id))`,
  `auctions (
    ${AUCTION}, state text NOT NULL, start timestamptz NOT NULL, mtu text NOT NULL,
    periods int NOT NULL, currency text NOT NULL, rules json NOT NULL,
    gate_closes_at timestamptz NOT NULL, gate_closed_at timestamptz, offers_count int NOT NULL,
    book_digest text, engine text, solver_name text, solver_version text, input_hash text,
    result_hash text, objective double precision, trades_count int,
    primal_infeasibility double precision, dual_infeasibility double precision,
    gap double precision, cleared_at timestamptz, failure_reason text, failure_detail text,
    explanation json, failed_at timestamptz, run_id text, run_kind text, settled_at timestamptz,
    PRIMARY KEY (market_id, auction_id))`,
  `prices (
    ${PERIOD}, community_id text NOT NULL, ${micros('price', 'least_price', 'greatest_price')},
    PRIMARY KEY (market_id, auction_id, period, community_id))`,
  `schedules (
    ${PERIOD}, peer_id text NOT NULL, community_id text NOT NULL,
    ${wh('generation', 'imports', 'exports', 'charge', 'discharge', 'stored', 'load', 'served')},
    PRIMARY KEY (market_id, auction_id, period, peer_id))`,
  `flows (
    ${PERIOD}, from_community_id text NOT NULL, to_community_id text NOT NULL, ${wh('energy')},
    PRIMARY KEY (market_id, auction_id, period, from_community_id, to_community_id))`,
  `trades (
    ${AUCTION}, period int NOT NULL, trade_id text NOT NULL,
    seller_id text NOT NULL, buyer_id text NOT NULL,
    seller_community_id text NOT NULL, buyer_community_id text NOT NULL,
    contract text, rule text NOT NULL, ${wh('energy', 'sent')},
    ${micros('buyer_price', 'seller_price', 'link_cost')},
    PRIMARY KEY (market_id, auction_id, period, trade_id))`,
  `statements (
    ${AUCTION}, peer_id text NOT NULL, community_id text NOT NULL, statement_id text NOT NULL,
    run_id text NOT NULL, currency text NOT NULL, start timestamptz NOT NULL, mtu text NOT NULL,
    periods int NOT NULL, lines_count int NOT NULL, total_nanos numeric(38, 0) NOT NULL,
    issued_at timestamptz NOT NULL,
    PRIMARY KEY (market_id, auction_id, peer_id))`,
  `statement_lines (
    ${AUCTION}, peer_id text NOT NULL, line int NOT NULL, kind text NOT NULL, period int NOT NULL,
    start timestamptz NOT NULL, counterparty text NOT NULL, ${wh('energy')}, ${micros('price')},
    amount_nanos numeric(38, 0) NOT NULL, caused_by text NOT NULL,
    PRIMARY KEY (market_id, auction_id, peer_id, line))`,
  `postings (
    ${AUCTION}, posting int NOT NULL, run_id text NOT NULL, account text NOT NULL,
    kind text NOT NULL, currency text NOT NULL, amount_nanos numeric(38, 0) NOT NULL,
    posted_at timestamptz NOT NULL,
    PRIMARY KEY (market_id, auction_id, posting))`,
];
