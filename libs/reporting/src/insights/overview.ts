import { AUCTION_STATES, type Coverage, type Extent, type Overview } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { HAVE_RESULT, instant, type Scope, scopeParameters, within } from './scope.js';

/** A market over a stretch of delivery, in one look. */
export const overview = async (dataSource: DataSource, scope: Scope): Promise<Overview> => {
  const parameters = scopeParameters(scope);
  const [auctions, bounds, energy, trades, coverage] = await Promise.all([
    dataSource.query<AuctionsRow[]>(AUCTIONS, parameters.slice(0, 2)),
    extentOf(dataSource, scope.marketId),
    dataSource.query<EnergyRow[]>(ENERGY, parameters),
    dataSource.query<TradesRow[]>(
      scope.isWhole ? EXCHANGED : TRADES,
      scope.isWhole ? [scope.marketId, scope.auctionIds, scope.community] : parameters,
    ),
    dataSource.query<Coverage[]>(COVERAGE, [...parameters.slice(0, 2), scope.community]),
  ]);
  const { settledCleared, settledMetered, offers, ...states } = auctions[0]!;
  return {
    auctions: states,
    ...{ settledCleared, settledMetered, offers },
    ...bounds,
    ...energy[0]!,
    ...trades[0]!,
    coverage: coverage[0]!,
  };
};

type AuctionsRow = Overview['auctions'] &
  Pick<Overview, 'settledCleared' | 'settledMetered' | 'offers'>;
type EnergyRow = Pick<Overview, 'generationWh' | 'servedWh' | 'gridImportsWh' | 'gridExportsWh'>;
type TradesRow = Pick<Overview, 'trades' | 'tradedWh' | 'communityTradedWh' | 'paidNanos'>;

const counted = (name: string, condition: string) =>
  `(count(*) FILTER (WHERE ${condition}))::int AS "${name}"`;

/** Who is in a market and when it delivers: what the first look needs, and cheap to tell. */
export const extentOf = async (dataSource: DataSource, marketId: string): Promise<Extent> => {
  const [bounds] = await dataSource.query<Extent[]>(BOUNDS, [marketId]);
  return bounds!;
};

const AUCTIONS = `
  SELECT ${AUCTION_STATES.map((state) => counted(state, `state = '${state}'`)).join(', ')},
    ${counted('settledCleared', `run_kind = 'cleared'`)},
    ${counted('settledMetered', `run_kind = 'metered'`)},
    coalesce(sum(offers_count), 0)::int AS offers
  FROM reporting.auctions WHERE market_id = $1 AND auction_id = ANY($2)`;

const BOUNDS = `
  SELECT ${instant('min(start)')} AS "firstStart",
    ${instant('max(start + periods * mtu::interval)')} AS "lastEnd",
    ${instant(`min(gate_closes_at) FILTER (WHERE state = 'open')`)} AS "nextGateClosesAt",
    (SELECT count(*)::int FROM reporting.communities WHERE market_id = $1) AS communities,
    (SELECT count(*)::int FROM reporting.peers WHERE market_id = $1 AND role <> 'grid') AS peers
  FROM reporting.auctions WHERE market_id = $1`;

const ENERGY = `
  SELECT coalesce(sum(generation_wh), 0)::float8 AS "generationWh",
    coalesce(sum(served_wh), 0)::float8 AS "servedWh",
    coalesce(sum(grid_imports_wh), 0)::float8 AS "gridImportsWh",
    coalesce(sum(grid_exports_wh), 0)::float8 AS "gridExportsWh"
  FROM reporting.community_energy
  WHERE ${within()} AND ($5::text IS NULL OR community_id = $5)`;

/** Of whole auctions their trades are summed up already. */
const EXCHANGED = `
  SELECT coalesce(sum(trades_count), 0)::int AS trades,
    coalesce(sum(energy_wh), 0)::float8 AS "tradedWh",
    coalesce(sum(energy_wh) FILTER (WHERE from_kind = 'community' AND to_kind = 'community'
      AND from_id = to_id), 0)::float8 AS "communityTradedWh",
    coalesce(sum(buyers_pay_nanos), 0)::text AS "paidNanos"
  FROM reporting.exchanges
  WHERE market_id = $1 AND auction_id = ANY($2) AND ($3::text IS NULL
    OR (from_kind = 'community' AND from_id = $3) OR (to_kind = 'community' AND to_id = $3))`;

const TRADES = `
  SELECT count(DISTINCT (auction_id, trade_id))::int AS trades,
    coalesce(sum(energy_wh), 0)::float8 AS "tradedWh",
    coalesce(sum(energy_wh) FILTER (WHERE seller_community_id = buyer_community_id), 0)::float8
      AS "communityTradedWh",
    coalesce(sum(energy_wh::numeric * buyer_price_micros_per_kwh), 0)::text AS "paidNanos"
  FROM reporting.trade_periods
  WHERE ${within()} AND ($5::text IS NULL OR seller_community_id = $5 OR buyer_community_id = $5)`;

/** Every peer but the grid is expected to be metered in every period. */
const COVERAGE = `
  WITH auction AS (
    SELECT market_id, auction_id, periods FROM reporting.auctions
    WHERE market_id = $1 AND auction_id = ANY($2) AND state IN (${HAVE_RESULT})),
  peer AS (
    SELECT market_id, peer_id FROM reporting.peers
    WHERE market_id = $1 AND role <> 'grid' AND ($3::text IS NULL OR community_id = $3)),
  told AS (
    SELECT coalesce(sum(r.measured), 0) AS measured, coalesce(sum(r.estimated), 0) AS estimated,
      coalesce(sum(r.substituted), 0) AS substituted, coalesce(sum(r.periods), 0) AS periods
    FROM reporting.readings r JOIN auction USING (market_id, auction_id)
    JOIN peer USING (market_id, peer_id)),
  wanted AS (
    SELECT coalesce((SELECT sum(periods) FROM auction), 0) * (SELECT count(*) FROM peer) AS periods)
  SELECT w.periods::float8 AS expected, measured::float8, estimated::float8, substituted::float8,
    (w.periods - t.periods)::float8 AS missing
  FROM told t, wanted w`;
