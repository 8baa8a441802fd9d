import { z } from 'zod';
import { AUCTION_STATES } from '../life/auction-life.js';
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

/** A market over a stretch of delivery, in one look. */
export const overviewSchema = extentSchema.extend({
  auctions: z.record(z.enum(AUCTION_STATES), count),
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
