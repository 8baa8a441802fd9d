export { ledgerReading } from './ledger-reading.js';
export { ReportingModule } from './reporting.module.js';
export { reportingConsumers } from './projections/projections.js';
export { reportingEntities } from './rows/rows.js';
export { reportingMigrations } from './migrations/migrations.js';
