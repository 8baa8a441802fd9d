import { z } from 'zod';
import { auctionClearedSchema, rungSchema } from './auction-cleared.js';
import { identifier } from './case-file.js';
import { auctionClearedV1, auctionClearedV2 } from './earlier/auction-cleared.js';
import { clearingLifeShapes } from './life/clearing-life.js';
import { declareEvents, energyWh, type EventsOf, priceMicrosPerKwh } from './event-schema.js';

export const explanationSchema = z.strictObject({
  community: z.string(),
  period: z.string(),
  message: z.string(),
});

/** What clearing says: who trades what with whom, and at which price. */
export const clearingsEvents = declareEvents('clearings.v1')({
  AuctionCleared: { data: auctionClearedSchema, earlier: [auctionClearedV1, auctionClearedV2] },
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
  /** On this rung the solver stopped without a proven optimum; `detail` is in its own words. */
  ClearingStopped: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    rung: rungSchema,
    detail: z.string(),
  }),
  /**
   * A solver that took no part in a result was shown it, with the whole programme: it proved the same
   * objective, or stopped without a proof. A result that it contradicts is none, and is never recorded.
   */
  ResultJudged: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    verdict: z.enum(['confirmed', 'undecided']),
    detail: z.string(),
    iterationsCount: z.int().nonnegative(),
  }),
  AuctionFailed: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    reason: z.enum(['book-incomplete', 'book-empty', 'infeasible', 'invalid-market', 'not-proven']),
    detail: z.string(),
    explanation: z.array(explanationSchema),
  }),
  ...clearingLifeShapes,
});

export type ClearingsEvent = EventsOf<typeof clearingsEvents>;
