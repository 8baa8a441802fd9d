import { z } from 'zod';
import { at, count, nanos, wh } from './units.js';

/** How many values meters have told of those that were expected. */
export const coverageSchema = z.object({
  expected: count,
  measured: count,
  estimated: count,
  substituted: count,
  missing: count,
});

/** A market over a stretch of delivery, in one look. */
export const overviewSchema = z.object({
  auctions: z.object({
    open: count,
    'gate-closed': count,
    cleared: count,
    failed: count,
    settled: count,
  }),
  /** Auctions of each state of settlement: cleared quantities alone, or with meter readings. */
  settledCleared: count,
  settledMetered: count,
  communities: count,
  peers: count,
  offers: count,
  trades: count,
  /** The next gate that closes, and the bounds of all deliveries there are. */
  nextGateClosesAt: at.nullable(),
  firstStart: at.nullable(),
  lastEnd: at.nullable(),
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
export type Overview = z.infer<typeof overviewSchema>;
