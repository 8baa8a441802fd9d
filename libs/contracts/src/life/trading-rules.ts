import { MTUS } from '@trueque/kernel';
import { z } from 'zod';

const price = z.number().nonnegative();

/** So many local days before delivery, at this time on the clocks of the market. */
const localMomentSchema = z.strictObject({
  daysBefore: z.int().min(1).max(31),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('a time of day such as 12:00'),
});

/** When auctions open and when their gates close: every local day is one auction, or every period. */
export const calendarSchema = z.discriminatedUnion('delivery', [
  z.strictObject({
    delivery: z.literal('local-day'),
    opens: localMomentSchema,
    gate: localMomentSchema,
  }),
  z.strictObject({
    delivery: z.literal('period'),
    length: z.enum(MTUS),
    opensMinutesBefore: z.int().min(1).max(44_640),
    gateMinutesBefore: z.int().min(0).max(44_640),
  }),
]);

/**
 * How a market is run, beyond what an auction is cleared by. All of it may be left out: gates then close
 * when they are told, prices have no limits, and results are published as they come.
 */
export const tradingRulesSchema = z.strictObject({
  calendar: calendarSchema.optional(),
  /** Currency per kWh. Offers outside are refused; load that could be served only above the cap is curtailed at it. */
  priceLimits: z.strictObject({ floor: price.optional(), cap: price.optional() }).optional(),
  /** Above the threshold auctions are cleared at the fallback price until the sum is at or below it again. */
  cumulativePrice: z
    .strictObject({
      windowHours: z.int().min(1).max(8_784),
      /** Sum over the window of price times hours: currency per kWh, hours. */
      threshold: z.number().positive(),
    })
    .optional(),
  /** A result outside these is not published before somebody has looked at it. */
  review: z
    .strictObject({
      /** Currency per kWh. */
      priceAbove: price.optional(),
      priceBelow: price.optional(),
      /** Share of the load that is not served. */
      unservedShareAbove: z.number().min(0).max(1).optional(),
      /** The solver found its proof on a later rung than the first. */
      solverInTrouble: z.boolean().optional(),
      /** How long the gate of a second auction is open. */
      secondAuctionMinutes: z.int().min(1).max(1_440).optional(),
    })
    .optional(),
});

export type Calendar = z.infer<typeof calendarSchema>;
export type TradingRules = z.infer<typeof tradingRulesSchema>;
export type ReviewRules = NonNullable<TradingRules['review']>;
export type PriceLimits = NonNullable<TradingRules['priceLimits']>;
