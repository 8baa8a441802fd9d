import { z } from 'zod';
import { identifier } from '../case-file.js';
import { instant, priceMicrosPerKwh, sha256 } from '../event-schema.js';
import { REVIEW_DECISIONS, reasonShape } from './reasons.js';

const auction = { marketId: identifier, auctionId: identifier };

/** Why an auction is cleared at the operator's fallback price from the start. */
export const ADMINISTERED_BECAUSE = ['suspension', 'cumulative-price', 'review'] as const;
export type AdministeredBecause = (typeof ADMINISTERED_BECAUSE)[number];

export const REVIEW_CAUSES = [
  'price-above',
  'price-below',
  'load-unserved',
  'solver-in-trouble',
] as const;
export type ReviewCause = (typeof REVIEW_CAUSES)[number];

/** How far a price can be relied on. */
export const PRICE_STATUSES = ['firm', 'under-review', 'fallback', 'administered'] as const;
export type PriceStatus = (typeof PRICE_STATUSES)[number];

/** What clearing says of a result before and after it is the one that counts. */
export const clearingLifeShapes = {
  ClearingStarted: z.strictObject({
    ...auction,
    administered: z.enum(ADMINISTERED_BECAUSE).nullable(),
  }),
  /** The result is outside the market's thresholds: nobody is settled by it before it was looked at. */
  ReviewOpened: z.strictObject({
    ...auction,
    causes: z.array(z.strictObject({ cause: z.enum(REVIEW_CAUSES), detail: z.string() })).min(1),
  }),
  /** The operator's word on a result under review, or on an auction that failed. */
  ReviewDecided: z.strictObject({
    ...auction,
    ...reasonShape,
    decision: z.enum(REVIEW_DECISIONS),
    secondAuction: z.strictObject({ auctionId: identifier, gateClosesAt: instant }).optional(),
  }),
  /** From now on this result counts. */
  ResultPublished: z.strictObject({
    ...auction,
    resultHash: sha256,
    priceStatus: z.enum(PRICE_STATUSES).exclude(['under-review']),
    reviewed: z.boolean(),
  }),
  /** A published auction in the sum over the market's window; of every period the dearest price. */
  PricesCounted: z.strictObject({
    ...auction,
    start: instant,
    end: instant,
    /** Price times hours, 10⁻⁶ currency per kWh. */
    priceHoursMicros: priceMicrosPerKwh,
    sumMicros: priceMicrosPerKwh,
  }),
  AdministeredPricingBegan: z.strictObject({
    marketId: identifier,
    sumMicros: priceMicrosPerKwh,
    thresholdMicros: priceMicrosPerKwh,
  }),
  AdministeredPricingEnded: z.strictObject({
    marketId: identifier,
    sumMicros: priceMicrosPerKwh,
    thresholdMicros: priceMicrosPerKwh,
  }),
};
