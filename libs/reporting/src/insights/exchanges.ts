import type { Exchange, Exchanges, LinkUse, TradePair, TradePairs } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import type { Scope } from './scope.js';

const COMMUNITIES_MAX = 12;
const PAIRS_MAX = 120;

/** Who sends how much to whom: the communities that trade most, the rest as one, and the grid. */
export const exchangesOf = async (dataSource: DataSource, scope: Scope): Promise<Exchanges> => {
  const parameters = [scope.marketId, scope.auctionIds, scope.community];
  const items = await dataSource.query<(Exchange & { communities: number })[]>(
    EXCHANGES,
    parameters,
  );
  return {
    communities: items[0]?.communities ?? 0,
    items: items.map(({ communities: _, ...item }) => item),
  };
};

const EXCHANGES = `
  WITH exchange AS (
    SELECT * FROM reporting.exchanges WHERE market_id = $1 AND auction_id = ANY($2)
      AND ($3::text IS NULL OR from_id = $3 OR to_id = $3)),
  ends AS (
    SELECT from_id AS id, energy_wh FROM exchange WHERE from_kind = 'community'
    UNION ALL SELECT to_id, energy_wh FROM exchange WHERE to_kind = 'community'),
  shown AS (SELECT id FROM ends GROUP BY id ORDER BY sum(energy_wh) DESC, id LIMIT ${COMMUNITIES_MAX}),
  sides AS (
    SELECT energy_wh, buyers_pay_nanos, sellers_get_nanos,
      CASE WHEN from_kind = 'grid' OR from_id IN (SELECT id FROM shown) THEN from_kind ELSE 'others' END AS from_kind,
      CASE WHEN from_kind = 'grid' OR from_id IN (SELECT id FROM shown) THEN from_id ELSE '' END AS from_id,
      CASE WHEN to_kind = 'grid' OR to_id IN (SELECT id FROM shown) THEN to_kind ELSE 'others' END AS to_kind,
      CASE WHEN to_kind = 'grid' OR to_id IN (SELECT id FROM shown) THEN to_id ELSE '' END AS to_id
    FROM exchange)
  SELECT from_kind AS "fromKind", from_id AS "from", to_kind AS "toKind", to_id AS "to",
    sum(energy_wh)::float8 AS "energyWh", sum(buyers_pay_nanos)::text AS "buyersPayNanos",
    sum(sellers_get_nanos)::text AS "sellersGetNanos",
    (SELECT count(DISTINCT id)::int FROM ends) AS communities
  FROM sides GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4`;

/** The largest trades between two peers, of one community where one is asked for. */
export const tradePairs = async (dataSource: DataSource, scope: Scope): Promise<TradePairs> => {
  const items = await dataSource.query<(TradePair & { pairs: number })[]>(PAIRS, [
    ...[scope.marketId, scope.auctionIds, scope.community],
  ]);
  return { pairs: items[0]?.pairs ?? 0, items: items.map(({ pairs: _, ...item }) => item) };
};

const PAIRS = `
  WITH largest AS (
    SELECT seller_id, seller_community_id, buyer_id, buyer_community_id,
      sum(energy_wh) AS energy_wh, (count(*) OVER ())::int AS pairs
    FROM reporting.trades
    WHERE market_id = $1 AND auction_id = ANY($2)
      AND ($3::text IS NULL OR seller_community_id = $3 OR buyer_community_id = $3)
    GROUP BY 1, 2, 3, 4 ORDER BY energy_wh DESC, 1, 3 LIMIT ${PAIRS_MAX})
  SELECT l.seller_id AS "sellerId", l.seller_community_id AS "sellerCommunityId",
    l.buyer_id AS "buyerId", l.buyer_community_id AS "buyerCommunityId",
    l.energy_wh::float8 AS "energyWh", pairs,
    sum(t.energy_wh::numeric * t.buyer_price_micros_per_kwh)::text AS "buyersPayNanos"
  FROM largest l JOIN reporting.trades t ON t.market_id = $1 AND t.auction_id = ANY($2)
    AND t.seller_id = l.seller_id AND t.buyer_id = l.buyer_id
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 5 DESC, 1, 3`;

/** Contracts and limits, and how much of each was used at most. */
export const linkUses = (dataSource: DataSource, scope: Scope): Promise<readonly LinkUse[]> =>
  dataSource.query<LinkUse[]>(LINKS, [scope.marketId, scope.auctionIds, scope.community]);

/** A limit or cost may be one number or one per period: the least limit and the mean cost are told. */
const leastOf = (value: string) => `(SELECT min(v::float8) FROM json_array_elements_text(
  CASE json_typeof(${value}) WHEN 'array' THEN ${value} WHEN 'number' THEN json_build_array(${value}) ELSE '[]'::json END) v)`;
const meanOf = (value: string) => leastOf(value).replace('min(', 'avg(');

const LINKS = `
  WITH hours AS (
    SELECT auction_id, extract(epoch FROM mtu::interval)::float8 / 3600 AS hours
    FROM reporting.auctions WHERE market_id = $1 AND auction_id = ANY($2)),
  used AS (
    SELECT t.contract, t.auction_id, t.period, sum(t.energy_wh) AS energy_wh,
      sum(t.sent_wh) / 1000.0 / min(hours) AS power_kw,
      sum(t.sent_wh::numeric * t.link_cost_micros_per_kwh) AS network_nanos
    FROM reporting.trades t JOIN hours USING (auction_id)
    WHERE t.market_id = $1 AND t.contract IS NOT NULL GROUP BY 1, 2, 3),
  contract AS (
    SELECT 'contract' AS kind, contract_id AS id, from_id, to_id,
      coalesce(sum(energy_wh), 0)::float8 AS energy_wh, coalesce(max(power_kw), 0)::float8 AS peak_kw,
      ${leastOf(`min(c.contract::text)::json -> 'capacity'`)} AS limit_kw,
      round(${meanOf(`min(c.contract::text)::json -> 'exportCost'`)} * 1e6) AS export_cost,
      round(${meanOf(`min(c.contract::text)::json -> 'surcharge'`)} * 1e6) AS surcharge,
      coalesce(sum(network_nanos), 0)::text AS network_nanos
    FROM reporting.contracts c LEFT JOIN used ON used.contract = from_id || '→' || to_id
    WHERE c.market_id = $1 AND ($3::text IS NULL OR $3 IN (from_id, to_id))
    GROUP BY contract_id, from_id, to_id),
  moved AS (
    SELECT community_id, sum(e.community_imports_wh + e.grid_imports_wh) AS imports_wh,
      sum(e.community_exports_wh + e.grid_exports_wh) AS exports_wh,
      max((e.community_imports_wh + e.grid_imports_wh) / 1000.0 / hours) AS import_kw,
      max((e.community_exports_wh + e.grid_exports_wh) / 1000.0 / hours) AS export_kw
    FROM reporting.community_energy e JOIN hours USING (auction_id)
    WHERE e.market_id = $1 AND e.auction_id = ANY($2) GROUP BY community_id),
  limits AS (
    SELECT 'import-limit' AS kind, c.community_id AS id, null AS from_id, c.community_id AS to_id,
      coalesce(imports_wh, 0)::float8 AS energy_wh, coalesce(import_kw, 0)::float8 AS peak_kw,
      ${leastOf('import_limit_kw')} AS limit_kw
    FROM reporting.communities c LEFT JOIN moved USING (community_id) WHERE market_id = $1
    UNION ALL
    SELECT 'export-limit', c.community_id, c.community_id, null,
      coalesce(exports_wh, 0)::float8, coalesce(export_kw, 0)::float8, ${leastOf('export_limit_kw')}
    FROM reporting.communities c LEFT JOIN moved USING (community_id) WHERE market_id = $1)
  SELECT kind, id, from_id AS "from", to_id AS "to", energy_wh AS "energyWh",
    round(peak_kw::numeric, 3)::float8 AS "peakKw", limit_kw AS "limitKw",
    export_cost AS "exportCostMicrosPerKwh", surcharge AS "surchargeMicrosPerKwh",
    network_nanos AS "networkNanos"
  FROM contract
  UNION ALL
  SELECT kind, id, from_id, to_id, energy_wh, round(peak_kw::numeric, 3)::float8, limit_kw,
    null, null, '0'
  FROM limits WHERE limit_kw IS NOT NULL AND ($3::text IS NULL OR id = $3)
  ORDER BY 1, 2`;
