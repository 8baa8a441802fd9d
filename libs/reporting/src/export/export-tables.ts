import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { reportingConsumers } from '../projections/projections.js';
import { AuctionRow } from '../rows/auction.row.js';
import { OfferRow, ReadingRow } from '../rows/insight.row.js';
import { CommunityRow, ContractRow, PeerRow } from '../rows/market.row.js';
import { FlowRow, PriceRow, ScheduleRow, TradePeriodRow, TradeRow } from '../rows/period.row.js';
import { PostingRow, StatementLineRow, StatementRow } from '../rows/settlement.row.js';

interface ExportTable {
  readonly entity: EntityTarget<ObjectLiteral>;
  /** Where its rows say when they are delivered: in `start`, by their auction, or nowhere. */
  readonly days: 'start' | 'auction' | 'none';
  /** The tables behind a view; else it is one itself. */
  readonly behind?: readonly EntityTarget<ObjectLiteral>[];
}

const table = (
  entity: EntityTarget<ObjectLiteral>,
  days: ExportTable['days'],
  behind?: ExportTable['behind'],
): ExportTable => ({ entity, days, ...(behind && { behind }) });

/** What of a market can be taken out whole, by the name that people use. */
const TABLES = {
  communities: table(CommunityRow, 'none'),
  peers: table(PeerRow, 'none'),
  contracts: table(ContractRow, 'none'),
  auctions: table(AuctionRow, 'start'),
  offers: table(OfferRow, 'auction'),
  prices: table(PriceRow, 'start'),
  schedules: table(ScheduleRow, 'start'),
  trades: table(TradePeriodRow, 'start', [TradeRow, AuctionRow]),
  flows: table(FlowRow, 'start'),
  readings: table(ReadingRow, 'auction'),
  statements: table(StatementRow, 'start'),
  'statement-lines': table(StatementLineRow, 'start'),
  postings: table(PostingRow, 'auction'),
} as const;

export type ExportName = keyof typeof TABLES;

export const EXPORT_NAMES = Object.keys(TABLES) as readonly ExportName[];

export const exportTable = (name: ExportName): ExportTable => TABLES[name];

/** Names of the read models that make a table: it is whole once they have read all events. */
export const madeBy = (name: ExportName): readonly string[] => {
  const { behind, entity } = exportTable(name);
  const wanted = behind ?? [entity];
  return reportingConsumers
    .map((Projection) => new Projection())
    .filter(({ rows }) => rows.some((row) => wanted.includes(row)))
    .map((projection) => projection.name);
};

export interface ExportColumn {
  /** As the API names it. */
  readonly name: string;
  readonly type:
    'text' | 'int' | 'bigint' | 'double precision' | 'numeric' | 'timestamptz' | 'json';
  readonly nullable: boolean;
}

/** The columns of a table, in the order in which rows have them. */
export const exportColumns = (dataSource: DataSource, name: ExportName): readonly ExportColumn[] =>
  dataSource
    .getMetadata(exportTable(name).entity)
    .columns.map(({ isNullable, propertyName, type }) => ({
      name: propertyName,
      type: String(type) as ExportColumn['type'],
      nullable: isNullable,
    }));
