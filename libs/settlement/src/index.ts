export { settlementConsumers, SettlementModule } from './settlement.module.js';
export { BillingRuns, type RunOrder } from './billing/billing-runs.js';
export { adoptRulePack } from './billing/adopt-rule-pack.js';
export { linePeriods } from './billing/drill-down.js';
export { takeHistory } from './billing/history-days.js';
export { billDocument, type BillDocument } from './documents/bill-document.js';
export { billPdf } from './documents/bill-pdf.js';
export { type Language, LANGUAGES } from './documents/words.js';
export { SettlementPool } from './settlement-pool.js';
