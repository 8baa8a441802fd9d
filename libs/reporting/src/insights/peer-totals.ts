import type { PeerOrder, PeerTotals, PeerTotalsPage } from '@trueque/contracts';
import { badCursor, page, pageRequest } from '@trueque/http';
import { escaped } from '../api/read-rows.js';
import type { DataSource } from 'typeorm';
import { named, type Scope, sumsOf, within } from './scope.js';
import type { PeerTotalsQuery } from './scope-query.js';

/** What each peer generates, buys and sells over the scope, and what its meter says of it. */
export const peerTotals = async (
  dataSource: DataSource,
  scope: Scope,
  query: PeerTotalsQuery,
): Promise<PeerTotalsPage> => {
  const { order = 'name', role = null, search = '', peer = null } = query;
  const { limit, after } = pageRequest(query);
  const [value, peerId] = keyOf(after);
  const rows = await dataSource.query<(PeerTotals & { rank: number; peers: number })[]>(
    totalsSql(ORDERS[order], scope),
    [
      ...[scope.marketId, scope.auctionIds, scope.community, role, escaped(search), peer],
      ...[value, peerId, limit + 1, ...(scope.isWhole ? [] : [scope.from, scope.to])],
    ],
  );
  const found = page(rows, limit, ({ rank, peerId: last }) => [rank, last]);
  return {
    ...found,
    items: found.items.map(({ rank: _, peers: __, ...row }) => row),
    peers: rows[0]?.peers ?? 0,
  };
};

/** The least comes first: negated sums, so that one comparison pages through any order. */
const ORDERS: Readonly<Record<PeerOrder, string>> = {
  generation: '-generation_wh',
  imports: '-imports_wh',
  exports: '-exports_wh',
  served: '-served_wh',
  name: '0',
};

const keyOf = (after: unknown): readonly [number | null, string] => {
  if (after === undefined) return [null, ''];
  const key: readonly unknown[] = Array.isArray(after) ? after : [];
  const [value, peerId] = key;
  if (typeof value === 'number' && typeof peerId === 'string' && !peerId.includes('\0'))
    return [value, peerId];
  throw badCursor();
};

const ENERGIES = ['generation', 'imports', 'exports', 'charge', 'discharge', 'load', 'served'].map(
  (name) => `${name}_wh`,
);

/** Whole auctions are summed up already; of others the periods within the bounds count. */
const scheduled = ({ isWhole }: Scope): string =>
  isWhole
    ? `reporting.peer_sums s LEFT JOIN reporting.peers p USING (market_id, peer_id)
      WHERE market_id = $1 AND s.auction_id = ANY($2)`
    : `reporting.schedules s LEFT JOIN reporting.peers p USING (market_id, peer_id)
      WHERE ${within('s', ['$10', '$11'])}`;

const totalsSql = (rank: string, scope: Scope): string => `
  WITH cleared AS (
    SELECT s.peer_id, s.community_id, p.role, ${sumsOf(...ENERGIES)}
    FROM ${scheduled(scope)}
      AND ($3::text IS NULL OR s.community_id = $3) AND ($4::text IS NULL OR p.role = $4)
      AND s.peer_id ILIKE '%' || $5 || '%' AND ($6::text IS NULL OR s.peer_id = $6)
    GROUP BY s.peer_id, s.community_id, p.role),
  ranked AS (SELECT *, ${rank} AS rank, (count(*) OVER ())::int AS peers FROM cleared),
  shown AS (
    SELECT * FROM ranked WHERE $7::float8 IS NULL OR (rank, peer_id) > ($7, $8::text)
    ORDER BY rank, peer_id LIMIT $9),
  metered AS (
    SELECT peer_id, sum(import_wh)::float8 AS metered_imports_wh,
      sum(export_wh)::float8 AS metered_exports_wh
    FROM reporting.readings JOIN shown USING (peer_id)
    WHERE market_id = $1 AND auction_id = ANY($2) GROUP BY peer_id),
  money AS (
    SELECT peer_id, sum(total_nanos)::text AS total_nanos
    FROM reporting.statements JOIN shown USING (peer_id)
    WHERE market_id = $1 AND auction_id = ANY($2) GROUP BY peer_id)
  SELECT rank::float8 AS rank, peers, role,
    ${named('peer_id', 'community_id', ...ENERGIES, 'metered_imports_wh', 'metered_exports_wh', 'total_nanos')}
  FROM shown LEFT JOIN metered USING (peer_id) LEFT JOIN money USING (peer_id)
  ORDER BY rank, peer_id`;
