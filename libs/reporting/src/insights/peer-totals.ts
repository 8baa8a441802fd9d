import type { PeerOrder, PeerTotals, PeerTotalsPage } from '@trueque/contracts';
import { page, pageRequest, problem } from '@trueque/http';
import type { DataSource } from 'typeorm';
import { named, type Scope, scopeParameters, sumsOf, within } from './scope.js';
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
    totalsSql(ORDERS[order]),
    [...scopeParameters(scope), role, escaped(search), value, peerId, limit + 1, peer],
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
  const detail = 'cursor is not one that a page of this list gave; start without one';
  throw problem(400, 'bad-cursor', detail, [{ pointer: '/cursor', detail }]);
};

const escaped = (search: string): string =>
  search.replaceAll(/[\\%_]/g, '\\$&').replaceAll('\0', '');

const ENERGIES = ['generation', 'imports', 'exports', 'charge', 'discharge', 'load', 'served'].map(
  (name) => `${name}_wh`,
);

const totalsSql = (rank: string): string => `
  WITH cleared AS (
    SELECT s.peer_id, s.community_id, p.role, ${sumsOf(...ENERGIES)}
    FROM reporting.schedules s LEFT JOIN reporting.peers p USING (market_id, peer_id)
    WHERE ${within('s')} AND ($5::text IS NULL OR s.community_id = $5)
      AND ($11::text IS NULL OR s.peer_id = $11)
      AND ($6::text IS NULL OR p.role = $6) AND s.peer_id ILIKE '%' || $7 || '%'
    GROUP BY s.peer_id, s.community_id, p.role),
  metered AS (
    SELECT peer_id, sum(import_wh)::float8 AS metered_imports_wh,
      sum(export_wh)::float8 AS metered_exports_wh
    FROM reporting.readings WHERE market_id = $1 AND auction_id = ANY($2) GROUP BY peer_id),
  money AS (
    SELECT peer_id, sum(total_nanos)::text AS total_nanos FROM reporting.statements
    WHERE market_id = $1 AND auction_id = ANY($2) GROUP BY peer_id),
  ranked AS (SELECT *, ${rank} AS rank, (count(*) OVER ())::int AS peers FROM cleared)
  SELECT rank::float8 AS rank, peers, role,
    ${named('peer_id', 'community_id', ...ENERGIES, 'metered_imports_wh', 'metered_exports_wh', 'total_nanos')}
  FROM ranked LEFT JOIN metered USING (peer_id) LEFT JOIN money USING (peer_id)
  WHERE $8::float8 IS NULL OR (rank, peer_id) > ($8, $9::text)
  ORDER BY rank, peer_id LIMIT $10`;
