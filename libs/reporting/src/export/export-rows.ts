import type { DataSource, ObjectLiteral } from 'typeorm';
import { countRows, readPages, type RowsRequest, type Span } from '../api/read-rows.js';
import { AuctionRow } from '../rows/auction.row.js';
import { type ExportName, exportTable } from './export-tables.js';

export interface ExportScope {
  readonly marketId: string;
  /** Local days of delivery [from, to), such as 2026-01-31; all of them where not said. */
  readonly days?: { readonly from: string; readonly to: string } | undefined;
}

export interface Export {
  readonly count: number;
  /** By their key, a page at a time. */
  readonly pages: AsyncIterable<readonly object[]>;
}

/** All rows of a table of a market that are delivered on these days, as they are now. */
export const exportRows = async (
  dataSource: DataSource,
  name: ExportName,
  scope: ExportScope,
): Promise<Export> => {
  const { entity } = exportTable(name);
  const request = await requestOf(dataSource, name, scope);
  return {
    count: await countRows(dataSource, entity, request),
    pages: readPages(dataSource, entity, request),
  };
};

type Request = Omit<RowsRequest<ObjectLiteral>, 'limit' | 'cursor'>;

const requestOf = async (
  dataSource: DataSource,
  name: ExportName,
  { days, marketId }: ExportScope,
): Promise<Request> => {
  const where = { marketId };
  const { days: by } = exportTable(name);
  if (days === undefined || by === 'none') return { where };
  const span = await spanOf(dataSource, marketId, days);
  if (by === 'start') return { where, within: { field: 'start', span } };
  return {
    where,
    among: { field: 'auctionId', values: await auctionsOf(dataSource, marketId, span) },
  };
};

/** From midnight to midnight where the market is. */
const spanOf = async (
  dataSource: DataSource,
  marketId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Span> => {
  const [span] = await dataSource.query<Span[]>(
    `select $2::date::timestamp at time zone time_zone as from,
            $3::date::timestamp at time zone time_zone as to
       from reporting.markets where market_id = $1`,
    [marketId, from, to],
  );
  if (span === undefined) throw new RangeError(`there is no market ${marketId}`);
  return span;
};

const auctionsOf = async (
  dataSource: DataSource,
  marketId: string,
  span: Span,
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const request = { where: { marketId }, within: { field: 'start', span } } as const;
  for await (const auctions of readPages(dataSource, AuctionRow, request))
    ids.push(...auctions.map(({ auctionId }) => auctionId));
  return ids;
};
