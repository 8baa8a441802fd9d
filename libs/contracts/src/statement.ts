import { z } from 'zod';
import { identifier } from './case-file.js';
import { amountNanos, energyWh, instant, priceMicrosPerKwh } from './event-schema.js';

/** How far a metered value can be trusted; missing is one that nobody sent, estimated by the rules. */
const quality = z.enum(['measured', 'substituted', 'estimated', 'missing']);

export const statementLineSchema = z.strictObject({
  /** `link-revenue` is what the owner of a contract is paid for what is sent under it. */
  kind: z.enum(['purchase', 'sale', 'deviation-short', 'deviation-long', 'link-revenue']),
  /** Index of the period within the auction. */
  period: z.int().nonnegative(),
  counterparty: z.string(),
  energyWh,
  priceMicrosPerKwh,
  /** From the peer's side: negative is to pay, positive to receive. */
  amountNanos,
  /** Id of the event that caused the line. */
  causedBy: z.string(),
  /** Of the peer's reading in the period; null is not known any more, or rests on no meter. */
  quality: quality.nullable(),
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
  /** The least trusted value of the peer's reading; null is not known any more. */
  quality: quality.nullable(),
});
