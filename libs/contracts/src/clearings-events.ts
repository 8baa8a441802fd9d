import { z } from 'zod';
import { identifier } from './case-file.js';
import {
  declareEvents,
  energyWh,
  type EventsOf,
  instant,
  priceMicrosPerKwh,
  sha256,
} from './event-schema.js';

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

export const explanationSchema = z.strictObject({
  community: z.string(),
  period: z.string(),
  message: z.string(),
});

/** Primal and dual values in the order of the formulation's columns and rows: the proof itself. */
const certificateSchema = z.strictObject({
  primal: z.array(z.number()),
  dual: z.array(z.number()),
  primalInfeasibility: z.number(),
  dualInfeasibility: z.number(),
  gap: z.number(),
});

/** What clearing says: who trades what with whom, and at which price. */
export const clearingsEvents = declareEvents('clearings.v1')(1, {
  AuctionCleared: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    start: instant,
    mtu: z.string(),
    periods: z.int().min(1),
    currency: z.string(),
    pricing: z.enum(['marginal', 'pay-as-offered', 'uniform']),
    engine: z.string(),
    solver: z.strictObject({ name: z.string(), version: z.string() }),
    /** SHA-256 of the canonical case that was cleared; with it anyone can clear it again. */
    inputHash: sha256,
    resultHash: sha256,
    objective: z.number(),
    communities: z.array(communityResultSchema),
    schedules: z.array(scheduleSchema),
    flows: z.array(flowSchema),
    tradesCount: z.int().nonnegative(),
    certificate: certificateSchema,
  }),
  /**
   * One trade: a seller, a buyer, and per period the energy the buyer receives, what the buyer
   * pays and what the seller gets. The wedge between the two is network revenue (the cost of the
   * link) and congestion rent (the rest); with a lossy contract the seller is paid for `sentWh`.
   */
  TradeExecuted: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    tradeId: z.string(),
    sellerId: identifier,
    buyerId: identifier,
    sellerCommunityId: identifier,
    buyerCommunityId: identifier,
    /** `from→to` of the contract it was made under. */
    contract: z.string().optional(),
    rule: z.enum(['marginal', 'pay-as-offered', 'uniform']),
    energyWh: z.array(energyWh),
    sentWh: z.array(energyWh),
    buyerPriceMicrosPerKwh: z.array(priceMicrosPerKwh),
    sellerPriceMicrosPerKwh: z.array(priceMicrosPerKwh),
    /** Cost of the link per kWh sent: what of the wedge is network revenue. */
    linkCostMicrosPerKwh: z.array(priceMicrosPerKwh),
  }),
  AuctionFailed: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    reason: z.enum(['book-incomplete', 'book-empty', 'infeasible', 'invalid-market', 'not-proven']),
    detail: z.string(),
    explanation: z.array(explanationSchema),
  }),
});

export type ClearingsEvent = EventsOf<typeof clearingsEvents>;
