import { z } from 'zod';
import { identifier } from './case-file.js';
import { energyWh, instant, priceMicrosPerKwh, sha256 } from './event-schema.js';

/** One number per period; `null` in place of an array that would be zero throughout. */
const energySeriesWh = z.array(energyWh).nullable();

/** What a peer is to do, period by period. */
const scheduleSchema = z.strictObject({
  peerId: identifier,
  communityId: identifier,
  generationWh: energySeriesWh,
  importsWh: energySeriesWh,
  exportsWh: energySeriesWh,
  chargeWh: energySeriesWh,
  dischargeWh: energySeriesWh,
  storedWh: energySeriesWh,
  loadWh: energySeriesWh,
  servedWh: energySeriesWh,
});

const communityResultSchema = z.strictObject({
  communityId: identifier,
  priceMicrosPerKwh: z.array(priceMicrosPerKwh),
  leastPriceMicrosPerKwh: z.array(priceMicrosPerKwh),
  greatestPriceMicrosPerKwh: z.array(priceMicrosPerKwh),
});

const flowSchema = z.strictObject({
  fromCommunityId: identifier,
  toCommunityId: identifier,
  energyWh: z.array(energyWh),
});

/** Primal and dual values in the order of the formulation's columns and rows: the proof itself. */
const certificateSchema = z.strictObject({
  primal: z.array(z.number()),
  dual: z.array(z.number()),
  primalInfeasibility: z.number(),
  dualInfeasibility: z.number(),
  gap: z.number(),
});

/**
 * What clearing tries in turn when its solver stops without a proven optimum: as always; the same once more;
 * other options of the solver; each part of the market that trades with no other alone; and communities that
 * trade with the main grid alone, at the operator's fallback price.
 */
export const RUNGS = ['first', 'again', 'other-options', 'components', 'decoupled'] as const;
export type Rung = (typeof RUNGS)[number];
export const rungSchema = z.enum(RUNGS);

/** What came of an auction, and the proof that nothing better was to be had. */
export const auctionClearedSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  start: instant,
  mtu: z.string(),
  periods: z.int().min(1),
  currency: z.string(),
  pricing: z.enum(['marginal', 'pay-as-offered', 'uniform']),
  engine: z.string(),
  solver: z.strictObject({
    name: z.string(),
    version: z.string(),
    /** All that it was told to do otherwise than by default; `null` where nobody noted it. */
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
  }),
  /** SHA-256 of the canonical case that was cleared; with it anyone can clear it again. */
  inputHash: sha256,
  resultHash: sha256,
  objective: z.number(),
  communities: z.array(communityResultSchema),
  schedules: z.array(scheduleSchema),
  flows: z.array(flowSchema),
  tradesCount: z.int().nonnegative(),
  certificate: certificateSchema,
  /** Only a market that was `decoupled` is another one than its offers make. */
  rung: rungSchema,
});
