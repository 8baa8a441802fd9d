import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views of the read side: sums over its tables. */
export class ReportingViews1790000000001 implements MigrationInterface {
  readonly name = 'ReportingViews1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, query] of Object.entries(VIEWS))
      await runner.query(`CREATE VIEW reporting.${name} AS ${query}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(VIEWS).reverse())
      await runner.query(`DROP VIEW reporting.${name}`);
  }
}

const wh = (sum: string, name: string) => `coalesce(sum(${sum}), 0)::bigint AS ${name}_wh`;
const sums = (...names: readonly string[]) =>
  names.map((name) => wh(`${name}_wh`, name)).join(', ');

/** Created in this order: later ones build on earlier ones. */
export const VIEWS = {
  trade_periods: `
    SELECT t.*, a.start + t.period * a.mtu::interval AS start
    FROM reporting.trades t JOIN reporting.auctions a USING (market_id, auction_id)`,

  // Each trade by its sides: the main grid's peers are no members of a community here.
  trade_sides: `
    SELECT t.*,
      CASE WHEN s.role = 'grid' THEN 'grid' ELSE 'community' END AS from_kind,
      CASE WHEN s.role = 'grid' THEN t.seller_id ELSE t.seller_community_id END AS from_id,
      CASE WHEN b.role = 'grid' THEN 'grid' ELSE 'community' END AS to_kind,
      CASE WHEN b.role = 'grid' THEN t.buyer_id ELSE t.buyer_community_id END AS to_id
    FROM reporting.trades t
    LEFT JOIN reporting.peers s ON s.market_id = t.market_id AND s.peer_id = t.seller_id
    LEFT JOIN reporting.peers b ON b.market_id = t.market_id AND b.peer_id = t.buyer_id`,

  exchanges: `
    SELECT market_id, auction_id, from_kind, from_id, to_kind, to_id, ${sums('energy', 'sent')},
      sum(energy_wh::numeric * buyer_price_micros_per_kwh) AS buyers_pay_nanos,
      sum(sent_wh::numeric * seller_price_micros_per_kwh) AS sellers_get_nanos
    FROM reporting.trade_sides
    GROUP BY market_id, auction_id, from_kind, from_id, to_kind, to_id`,

  peer_energy: `
    SELECT s.market_id, s.auction_id, s.peer_id, s.community_id,
      p.role, ${sums('generation', 'imports', 'exports', 'charge', 'discharge', 'load', 'served')}
    FROM reporting.schedules s LEFT JOIN reporting.peers p USING (market_id, peer_id)
    GROUP BY s.market_id, s.auction_id, s.peer_id, s.community_id, p.role`,

  // Entries of schedules and of both ends of every trade, summed up by community and period.
  community_energy: `
    WITH entry AS (
      SELECT s.market_id, s.auction_id, s.period, s.community_id,
        generation_wh, discharge_wh, served_wh, charge_wh, stored_wh,
        0::bigint AS grid_imports_wh, 0::bigint AS community_imports_wh,
        0::bigint AS grid_exports_wh, 0::bigint AS community_exports_wh, 0::bigint AS losses_wh
      FROM reporting.schedules s LEFT JOIN reporting.peers p
        ON p.market_id = s.market_id AND p.peer_id = s.peer_id
      WHERE p.role IS DISTINCT FROM 'grid'
      UNION ALL
      SELECT market_id, auction_id, period, to_id, 0, 0, 0, 0, 0,
        CASE WHEN from_kind = 'grid' THEN energy_wh ELSE 0 END,
        CASE WHEN from_kind = 'community' AND from_id <> to_id THEN energy_wh ELSE 0 END,
        0, 0,
        CASE WHEN from_kind = 'community' AND from_id = to_id THEN sent_wh - energy_wh ELSE 0 END
      FROM reporting.trade_sides WHERE to_kind = 'community'
      UNION ALL
      SELECT market_id, auction_id, period, from_id, 0, 0, 0, 0, 0, 0, 0,
        CASE WHEN to_kind = 'grid' THEN sent_wh ELSE 0 END,
        CASE WHEN to_kind = 'community' AND from_id <> to_id THEN sent_wh ELSE 0 END,
        0
      FROM reporting.trade_sides WHERE from_kind = 'community')
    SELECT e.market_id, e.auction_id, e.period, e.community_id,
      a.start + e.period * a.mtu::interval AS start,
      ${sums('generation', 'discharge', 'grid_imports', 'community_imports', 'served', 'charge')},
      ${sums('grid_exports', 'community_exports', 'losses', 'stored')}
    FROM entry e JOIN reporting.auctions a USING (market_id, auction_id)
    GROUP BY e.market_id, e.auction_id, e.period, e.community_id, a.start, a.mtu`,

  // Between communities what is sold is bought, but for losses.
  market_energy: `
    SELECT market_id, auction_id, period, start,
      ${sums('generation', 'discharge', 'grid_imports', 'served', 'charge', 'grid_exports')},
      ${wh('losses_wh + community_exports_wh - community_imports_wh', 'losses')}, ${sums('stored')}
    FROM reporting.community_energy
    GROUP BY market_id, auction_id, period, start`,

  auction_balances: `
    SELECT market_id, auction_id, account, currency, sum(amount_nanos) AS balance_nanos,
      count(*)::int AS postings_count
    FROM reporting.postings GROUP BY market_id, auction_id, account, currency`,

  balances: `
    SELECT market_id, account, currency, sum(amount_nanos) AS balance_nanos,
      count(*)::int AS postings_count, count(DISTINCT auction_id)::int AS auctions_count
    FROM reporting.postings GROUP BY market_id, account, currency`,
};
