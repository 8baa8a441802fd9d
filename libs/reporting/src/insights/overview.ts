import type { Coverage, Overview } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { instant, type Scope, scopeParameters, within } from './scope.js';

/** A market over a stretch of delivery, in one look. */
export const overview = async (dataSource: DataSource, scope: Scope): Promise<Overview> => {
  const parameters = scopeParameters(scope);
  const [auctions, bounds, energy, trades, coverage] = await Promise.all([
    dataSource.query<AuctionsRow[]>(AUCTIONS, parameters.slice(0, 2)),
    dataSource.query<BoundsRow[]>(BOUNDS, [scope.marketId]),
    dataSource.query<EnergyRow[]>(ENERGY, parameters),
    dataSource.query<TradesRow[]>(TRADES, parameters),
    dataSource.query<Coverage[]>(COVERAGE, [...parameters.slice(0, 2), scope.community]),
  ]);
  const { settledCleared, settledMetered, offers, ...states } = auctions[0]!;
  return {
    auctions: states,
    ...{ settledCleared, settledMetered, offers },
    ...bounds[0]!,
    ...energy[0]!,
    ...trades[0]!,
    coverage: coverage[0]!,
  };
};

type AuctionsRow = Overview['auctions'] &
  Pick<Overview, 'settledCleared' | 'settledMetered' | 'offers'>;
type BoundsRow = Pick<
  Overview,
  'communities' | 'peers' | 'nextGateClosesAt' | 'firstStart' | 'lastEnd'
>;
type EnergyRow = Pick<Overview, 'generationWh' | 'servedWh' | 'gridImportsWh' | 'gridExportsWh'>;
type TradesRow = Pick<Overview, 'trades' | 'tradedWh' | 'communityTradedWh' | 'paidNanos'>;

const counted = (name: string, condition: string) =>
  `(count(*) FILTER (WHERE ${condition}))::int AS "${name}"`;

const AUCTIONS = `
  SELECT ${['open', 'gate-closed', 'cleared', 'failed', 'settled']
    .map((state) => counted(state, `state = '${state}'`))
    .join(', ')},
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
  SELECT coalesce(sum(a.periods), 0)::int AS expected,
    coalesce(sum(r.measured), 0)::int AS measured,
    coalesce(sum(r.estimated), 0)::int AS estimated,
    coalesce(sum(r.substituted), 0)::int AS substituted,
    coalesce(sum(a.periods - coalesce(r.periods, 0)), 0)::int AS missing
  FROM reporting.auctions a
  JOIN reporting.peers p ON p.market_id = a.market_id AND p.role <> 'grid'
  LEFT JOIN reporting.readings r
    ON r.market_id = a.market_id AND r.auction_id = a.auction_id AND r.peer_id = p.peer_id
  WHERE a.market_id = $1 AND a.auction_id = ANY($2) AND a.state IN ('cleared', 'settled')
    AND ($3::text IS NULL OR p.community_id = $3)`;
