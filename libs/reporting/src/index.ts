export { type Export, exportRows, type ExportScope } from './export/export-rows.js';
export {
  EXPORT_NAMES,
  type ExportColumn,
  exportColumns,
  type ExportName,
  madeBy,
} from './export/export-tables.js';
export { ledgerReading } from './ledger-reading.js';
export { ReportingModule } from './reporting.module.js';
export { reportingConsumers } from './projections/projections.js';
export { reportingEntities } from './rows/rows.js';
export { reportingMigrations } from './migrations/migrations.js';
