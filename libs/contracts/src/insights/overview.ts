import { z } from 'zod';
import type { AuctionState } from '../life/auction-life.js';
import { at, count, nanos, wh } from './units.js';

/** How many values meters have told of those that were expected. */
export const coverageSchema = z.object({
  expected: count,
  measured: count,
  estimated: count,
  substituted: count,
  missing: count,
});

/** Who is in a market, and the bounds of all deliveries there are. */
export const extentSchema = z.object({
  communities: count,
  peers: count,
  /** The next gate that closes. */
  nextGateClosesAt: at.nullable(),
  firstStart: at.nullable(),
  lastEnd: at.nullable(),
});

/** Named one by one, not a record: in the API's document each count is a property of its own. */
const byState = {
  scheduled: count,
  open: count,
  suspended: count,
  'gate-closed': count,
  clearing: count,
  cleared: count,
  fallback: count,
  'under-review': count,
  published: count,
  settled: count,
  failed: count,
  cancelled: count,
} satisfies Record<AuctionState, typeof count>;

/** A market over a stretch of delivery, in one look. */
export const overviewSchema = extentSchema.extend({
  auctions: z.object(byState),
  /** Auctions of each state of settlement: cleared quantities alone, or with meter readings. */
  settledCleared: count,
  settledMetered: count,
  offers: count,
  trades: count,
  generationWh: wh,
  servedWh: wh,
  gridImportsWh: wh,
  gridExportsWh: wh,
  tradedWh: wh,
  communityTradedWh: wh,
  paidNanos: nanos,
  coverage: coverageSchema,
});

export type Coverage = z.infer<typeof coverageSchema>;
export type Extent = z.infer<typeof extentSchema>;
export type Overview = z.infer<typeof overviewSchema>;
