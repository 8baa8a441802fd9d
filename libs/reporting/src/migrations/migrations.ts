import { LineQuality1790000000007 } from './line-quality.migration.js';
import { AuctionLife1790000000008 } from './auction-life.migration.js';
import { MeritOrders1790000000009 } from './merit-orders.migration.js';
import { ReportingInsights1790000000002 } from './reporting-insights.migration.js';
import { ReportingNotices1790000000006 } from './reporting-notices.migration.js';
import { ReportingSums1790000000004 } from './reporting-sums.migration.js';
import { ReportingTables1790000000000 } from './reporting-tables.migration.js';
import { ReportingViews1790000000001 } from './reporting-views.migration.js';
import { RowRevisions1790000000005 } from './row-revisions.migration.js';
import { StatementQuality1790000000003 } from './statement-quality.migration.js';

/** In the order they run. */
export const reportingMigrations = [
  ReportingTables1790000000000,
  ReportingViews1790000000001,
  ReportingInsights1790000000002,
  StatementQuality1790000000003,
  ReportingSums1790000000004,
  RowRevisions1790000000005,
  ReportingNotices1790000000006,
  LineQuality1790000000007,
  AuctionLife1790000000008,
  MeritOrders1790000000009,
];
