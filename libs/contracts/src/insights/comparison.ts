import { z } from 'zod';
import { nanos, text, wh } from './units.js';

/** What one of the two came to as a whole. */
export const comparedSideSchema = z.object({
  label: text,
  objective: z.number().nullable(),
  generationWh: wh,
  servedWh: wh,
  gridImportsWh: wh,
  gridExportsWh: wh,
  tradedWh: wh,
  paidNanos: nanos,
  networkNanos: nanos,
});

/** What a peer gets or pays in either; `differenceNanos` is the second less the first. */
export const comparedPeerSchema = z.object({
  peerId: text,
  communityId: text,
  firstNanos: nanos,
  secondNanos: nanos,
  differenceNanos: nanos,
  firstGenerationWh: wh,
  secondGenerationWh: wh,
  firstImportsWh: wh,
  secondImportsWh: wh,
  firstExportsWh: wh,
  secondExportsWh: wh,
});

export const auctionComparisonSchema = z.object({
  first: comparedSideSchema,
  second: comparedSideSchema,
  winners: z.array(comparedPeerSchema),
  losers: z.array(comparedPeerSchema),
});

export type ComparedSide = z.infer<typeof comparedSideSchema>;
export type ComparedPeer = z.infer<typeof comparedPeerSchema>;
export type AuctionComparison = z.infer<typeof auctionComparisonSchema>;
