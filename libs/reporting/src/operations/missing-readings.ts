import type { MissingReading } from '@trueque/contracts';
import { badCursor, decodeCursor, encodeCursor } from '@trueque/http';
import type { DataSource } from 'typeorm';
import { HAVE_RESULT, type Scope } from '../insights/scope.js';

const PAGE_ROWS = 200;

interface WhichPage {
  readonly cursor: string | undefined;
  readonly limit: number | undefined;
}

/** Meters that told nothing, or not all, of auctions that were cleared; or only an estimate. */
export const missingReadings = async (
  dataSource: DataSource,
  { marketId, auctionIds, community }: Scope,
  { cursor, limit = PAGE_ROWS }: WhichPage,
): Promise<{ items: readonly MissingReading[]; nextCursor?: string }> => {
  const offset = cursor === undefined ? 0 : offsetOf(cursor);
  const rows = await dataSource.query<MissingReading[]>(MISSING, [
    ...[marketId, auctionIds, community, offset, limit + 1],
  ]);
  const items = rows.slice(0, limit);
  return rows.length > limit ? { items, nextCursor: encodeCursor(offset + limit) } : { items };
};

const offsetOf = (cursor: string): number => {
  const offset = decodeCursor(cursor);
  if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw badCursor();
};

const MISSING = `
  SELECT a.auction_id AS "auctionId", p.peer_id AS "peerId", p.community_id AS "communityId",
    a.periods AS expected, a.periods - coalesce(r.periods, 0) AS missing,
    coalesce(r.estimated, 0) AS estimated
  FROM reporting.auctions a
  JOIN reporting.peers p ON p.market_id = a.market_id AND p.role <> 'grid'
  LEFT JOIN reporting.readings r
    ON r.market_id = a.market_id AND r.auction_id = a.auction_id AND r.peer_id = p.peer_id
  WHERE a.market_id = $1 AND a.auction_id = ANY($2) AND a.state IN (${HAVE_RESULT})
    AND ($3::text IS NULL OR p.community_id = $3)
    AND (a.periods > coalesce(r.periods, 0) OR r.estimated > 0)
  ORDER BY a.start DESC, 1, 2 OFFSET $4 LIMIT $5`;
