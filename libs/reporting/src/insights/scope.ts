import { Injectable } from '@nestjs/common';
import { invalidBody } from '@trueque/http';
import { isoInstant } from '@trueque/kernel';
import { DataSource } from 'typeorm';
import { ReadModels } from '../api/read-models.js';
import type { ScopeQuery } from './scope-query.js';

/** The auctions that a question is about, and the stretch of their delivery. */
export interface Scope {
  readonly marketId: string;
  readonly timeZone: string;
  readonly auctionIds: readonly string[];
  readonly community: string | null;
  /** Bounds of delivery, open where they are null. */
  readonly from: string | null;
  readonly to: string | null;
  /** Each auction delivers within the bounds from its first period to its last: sums over it will do. */
  readonly isWhole: boolean;
}

/** Finds them once, so that every question reads by the keys of its tables. */
@Injectable()
export class Scopes {
  constructor(
    private readonly models: ReadModels,
    private readonly dataSource: DataSource,
  ) {}

  async of(marketId: string, query: ScopeQuery): Promise<Scope> {
    const { timeZone } = await this.models.market(marketId);
    if (query.auction !== undefined) await this.models.auction(marketId, query.auction);
    if (query.community !== undefined) await this.models.community(marketId, query.community);
    const { community = null } = query;
    const [from, to] = [instantIn(query, 'from'), instantIn(query, 'to')];
    const rows = await this.dataSource.query<{ auction_id: string; is_whole: boolean }[]>(
      AUCTIONS,
      [...[marketId, from, to, query.auction ?? null]],
    );
    const auctionIds = rows.map(({ auction_id }) => auction_id);
    const isWhole = rows.every(({ is_whole }) => is_whole);
    return { marketId, timeZone, auctionIds, community, from, to, isWhole };
  }
}

/** The same instant in UTC: a database does not know every offset, week or day of a year that may be said. */
const instantIn = (query: ScopeQuery, name: 'from' | 'to'): string | null => {
  const said = query[name];
  if (said === undefined) return null;
  const epochMs = Date.parse(said);
  if (epochMs >= FIRST_MS && epochMs < END_MS) return isoInstant(epochMs);
  const detail = `${name} must be an instant such as 2026-06-01T10:00:00Z; it is ${said}`;
  throw invalidBody([{ pointer: `/${name}`, detail }]);
};

const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const END_MS = Date.parse('+010000-01-01T00:00:00Z');

const AUCTIONS = `
  SELECT auction_id, ($2::timestamptz IS NULL OR start >= $2)
    AND ($3::timestamptz IS NULL OR start + periods * mtu::interval <= $3) AS is_whole
  FROM reporting.auctions
  WHERE market_id = $1 AND ($2::timestamptz IS NULL OR start + periods * mtu::interval > $2)
    AND ($3::timestamptz IS NULL OR start < $3) AND ($4::text IS NULL OR auction_id = $4)
  ORDER BY start, auction_id`;

/** What the questions' SQL has in common: $1 market, $2 auctions, $3 and $4 bounds, $5 community. */
export const scopeParameters = ({
  marketId,
  auctionIds,
  from,
  to,
  community,
}: Scope): unknown[] => [marketId, auctionIds, from, to, community];

/** Rows of the scope; `of` is the table's name in a query that has several. */
export const within = (of?: string, bounds: readonly [string, string] = ['$3', '$4']): string => {
  const table = of === undefined ? '' : `${of}.`;
  const [from, to] = bounds;
  return `${table}market_id = $1 AND ${table}auction_id = ANY($2)
    AND (${from}::timestamptz IS NULL OR ${table}start >= ${from})
    AND (${to}::timestamptz IS NULL OR ${table}start < ${to})`;
};

/** An instant as the API writes it. */
export const instant = (column: string): string =>
  `to_char((${column}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** Plain numbers: whole Wh stay exact up to 2⁵³. */
export const sumsOf = (...names: readonly string[]): string =>
  names.map((name) => `coalesce(sum(${name}), 0)::float8 AS ${name}`).join(', ');

/** `generation_wh AS "generationWh"`. */
export const named = (...columns: readonly string[]): string =>
  columns.map((column) => `${column} AS "${camelCase(column)}"`).join(', ');

const camelCase = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** States in which an auction has a result, for a query. */
export const HAVE_RESULT = `'cleared', 'fallback', 'published', 'settled'`;
