import { csvOf } from '@trueque/http';
import type { Bill, BillLine } from '../domain/billing/bills.js';

/** The lines of a bill, each with its energy by the quality of the readings behind it. */
export const billCsv = ({ lines }: Bill): string => csvOf(lines.map(row));

const row = ({ qualityWh, taxCategory = '', ...line }: BillLine) => ({
  ...line,
  taxCategory,
  measuredWh: qualityWh?.measured ?? null,
  substitutedWh: qualityWh?.substituted ?? null,
  estimatedWh: qualityWh?.estimated ?? null,
  missingWh: qualityWh?.missing ?? null,
});
