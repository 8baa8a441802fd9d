import { z } from 'zod';
import { identifier } from './case-file.js';
import { amountNanos, energyWh, instant, priceMicrosPerKwh } from './event-schema.js';

const statementLineSchema = z.strictObject({
  kind: z.enum(['purchase', 'sale', 'deviation-short', 'deviation-long']),
  /** Index of the period within the auction. */
  period: z.int().nonnegative(),
  counterparty: z.string(),
  energyWh,
  priceMicrosPerKwh,
  /** From the peer's side: negative is to pay, positive to receive. */
  amountNanos,
  /** Id of the event that caused the line. */
  causedBy: z.string(),
});

/** What one peer owes or is owed for an auction. */
export const statementSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  runId: z.string(),
  statementId: z.string(),
  peerId: identifier,
  communityId: identifier,
  currency: z.string(),
  start: instant,
  mtu: z.string(),
  periods: z.int().min(1),
  lines: z.array(statementLineSchema),
  totalNanos: amountNanos,
  /** Of the peer's reading; missing where the cleared schedule stands for it; null is not known any more. */
  quality: z.enum(['measured', 'substituted', 'estimated', 'missing']).nullable(),
});
