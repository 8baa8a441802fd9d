import { z } from 'zod';
import { identifier } from './case-file.js';
import { amountNanos, instant, sha256 } from './event-schema.js';

/** `peer:P3`, `grid:G`, `community:C2`, `network:C1`, `congestion:C1→C2`, `rounding:market`. */
const account = z.string().regex(/^(peer|grid|network|congestion|rounding|community):.+$/);

/** A positive amount is owed to the account, a negative one by it; a run's postings sum to zero. */
export const postingSchema = z.strictObject({
  account,
  kind: z.enum(['trade', 'network', 'congestion', 'deviation', 'rounding']),
  amountNanos,
});

/** All postings of one auction. */
export const settlementRunSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  runId: z.string(),
  /** `cleared`: from cleared quantities alone; `metered`: with deviations from meter readings. */
  kind: z.enum(['cleared', 'metered']),
  currency: z.string(),
  start: instant,
  mtu: z.string(),
  periods: z.int().min(1),
  inputHash: sha256,
  resultHash: sha256,
  postings: z.array(postingSchema),
});
