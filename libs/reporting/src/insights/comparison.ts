import type { AuctionComparison, ComparedPeer, ComparedSide } from '@trueque/contracts';
import type { DataSource } from 'typeorm';
import { sumsOf } from './scope.js';

const SHOWN_MAX = 25;

/** Two auctions of a market side by side, and the peers that gain and lose most from one to the other. */
export const compareAuctions = async (
  dataSource: DataSource,
  { marketId, first, second }: { marketId: string; first: string; second: string },
): Promise<AuctionComparison> => {
  const side = async (auctionId: string): Promise<ComparedSide> => {
    const [row] = await dataSource.query<ComparedSide[]>(SIDE, [marketId, auctionId]);
    return row!;
  };
  const peers = (order: 'ASC' | 'DESC') =>
    dataSource.query<ComparedPeer[]>(peersSql(order), [marketId, first, second]);
  const [one, other, winners, losers] = await Promise.all([
    side(first),
    side(second),
    peers('DESC'),
    peers('ASC'),
  ]);
  return { first: one, second: other, winners, losers };
};

const SIDE = `
  SELECT a.auction_id AS label, a.objective, e.generation_wh AS "generationWh",
    e.served_wh AS "servedWh", e.grid_imports_wh AS "gridImportsWh",
    e.grid_exports_wh AS "gridExportsWh", t.traded_wh AS "tradedWh",
    t.paid AS "paidNanos", t.network AS "networkNanos"
  FROM reporting.auctions a,
  LATERAL (SELECT ${sumsOf('generation_wh', 'served_wh', 'grid_imports_wh', 'grid_exports_wh')}
    FROM reporting.community_energy e
    WHERE e.market_id = a.market_id AND e.auction_id = a.auction_id) e,
  LATERAL (SELECT coalesce(sum(energy_wh), 0)::float8 AS traded_wh,
      coalesce(sum(buyers_pay_nanos), 0)::text AS paid,
      coalesce(sum(buyers_pay_nanos - sellers_get_nanos), 0)::text AS network
    FROM reporting.exchanges t
    WHERE t.market_id = a.market_id AND t.auction_id = a.auction_id) t
  WHERE a.market_id = $1 AND a.auction_id = $2`;

const energiesOf = (which: 'first' | 'second', auction: string): string => `
  ${which} AS (
    SELECT s.peer_id, s.community_id, generation_wh::float8 AS generation,
      imports_wh::float8 AS imports, exports_wh::float8 AS exports,
      coalesce(t.total_nanos, 0) AS nanos
    FROM reporting.peer_sums s
    LEFT JOIN reporting.statements t
      ON t.market_id = s.market_id AND t.auction_id = s.auction_id AND t.peer_id = s.peer_id
    WHERE s.market_id = $1 AND s.auction_id = ${auction})`;

const both = (name: string, of: string) =>
  `coalesce(first.${of}, 0) AS "first${name}Wh", coalesce(second.${of}, 0) AS "second${name}Wh"`;

const DIFFERENCE = 'coalesce(second.nanos, 0) - coalesce(first.nanos, 0)';

const peersSql = (order: 'ASC' | 'DESC'): string => `
  WITH ${energiesOf('first', '$2')}, ${energiesOf('second', '$3')}
  SELECT peer_id AS "peerId", coalesce(first.community_id, second.community_id) AS "communityId",
    coalesce(first.nanos, 0)::text AS "firstNanos", coalesce(second.nanos, 0)::text AS "secondNanos",
    (${DIFFERENCE})::text AS "differenceNanos",
    ${both('Generation', 'generation')}, ${both('Imports', 'imports')}, ${both('Exports', 'exports')}
  FROM first FULL JOIN second USING (peer_id)
  WHERE ${DIFFERENCE} ${order === 'DESC' ? '>' : '<'} 0
  ORDER BY ${DIFFERENCE} ${order}, peer_id LIMIT ${SHOWN_MAX}`;
