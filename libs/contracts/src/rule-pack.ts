import { z } from 'zod';
import { identifier } from './case-file.js';
import { instant, priceMicrosPerKwh } from './event-schema.js';

/** A share in millionths: 200 000 is one fifth. Keys have up to six decimals in practice. */
const sharePpm = z.int().min(0).max(1_000_000);

/** Who gets the community's generation of a period, after metering. */
export const sharingKeySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('static'),
    /** What a member does not use is its own surplus, or goes back to who generated it. */
    unusedShare: z.enum(['member', 'community']),
    shares: z.array(z.strictObject({ peerId: identifier, sharePpm })).min(1),
  }),
  z.strictObject({ kind: z.literal('dynamic') }),
  z.strictObject({
    kind: z.literal('hierarchical'),
    /** Served in this order, in a group pro rata; who is in none is served last. */
    groups: z.array(z.array(identifier).min(1)).min(1),
  }),
  z.strictObject({
    kind: z.literal('matrix'),
    shares: z
      .array(z.strictObject({ producerId: identifier, consumerId: identifier, sharePpm }))
      .min(1),
  }),
  /** The lesser of both sums of every hour, pro rata on either side. */
  z.strictObject({ kind: z.literal('minimum-of-sums') }),
]);

/** What a shared kWh costs. */
export const sharedPriceSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('mid-market') }),
  z.strictObject({ rule: z.literal('supply-demand-ratio') }),
  z.strictObject({ rule: z.literal('bill-sharing') }),
  z.strictObject({ rule: z.literal('fixed'), priceMicrosPerKwh }),
]);

/** One price, or prices that begin at full hours of the local day. */
const gridPriceSchema = z.union([
  priceMicrosPerKwh,
  z.array(z.strictObject({ fromHour: z.int().min(0).max(23), priceMicrosPerKwh })).min(1),
]);

export const CHARGE_BASES = [
  'shared-kwh',
  'grid-kwh',
  'contract-kwh',
  'kw',
  'per-day',
  'percent-of-lines',
] as const;

/**
 * A charge is data. The rate is in 10⁻⁶ currency per kWh, per kW (of a day's highest period) or per
 * day; of lines it is in millionths of their sum.
 */
export const chargeSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  basis: z.enum(CHARGE_BASES),
  /** Codes of the lines that a percentage is taken of. */
  of: z.array(z.string()).optional(),
  rates: z.array(z.strictObject({ validFrom: instant, rateMicros: z.int() })).min(1),
  /** Who takes energy, who gives it, every peer, or the community on its own account. */
  bearer: z.enum(['consumer', 'producer', 'peer', 'community']),
  /** The account that gets it. */
  beneficiary: z.string().regex(/^(peer|grid|network|community|tax|levy):.+$/),
  taxCategory: z.string().max(40).optional(),
});

export const ESTIMATIONS = [
  'same-day-last-week',
  'average-of-four-weeks',
  'profile',
  'as-cleared',
  'zero',
] as const;

/** How a market's communities settle: data with valid time, so that a run can pin its version. */
export const rulePackSchema = z.strictObject({
  packId: identifier,
  version: z.int().min(1),
  /** Communities it is for; all of the market's without it. */
  communities: z.array(identifier).min(1).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Digits of the currency's minor unit. */
  minorDigits: z.int().min(0).max(4),
  /** Holds for delivery in `[validFrom, validTo)`. */
  validFrom: instant,
  validTo: instant.optional(),
  key: sharingKeySchema,
  sharedPrice: sharedPriceSchema,
  grid: z.strictObject({
    supplierId: identifier,
    importPriceMicrosPerKwh: gridPriceSchema,
    feedInPriceMicrosPerKwh: gridPriceSchema,
  }),
  charges: z.array(chargeSchema),
  /**
   * Tried in order where a meter is silent. `as-cleared` is what an auction gave the peer; it ends the
   * ladder of every auction, as zero does that of sharing.
   */
  estimation: z.array(z.enum(ESTIMATIONS)),
  /** How a day's energy falls on its local hours, as weights: for the ladder's step of that name. */
  profile: z.array(z.int().nonnegative()).length(24).optional(),
  disputes: z
    .strictObject({
      /** Days after a statement within which it may be disputed. */
      deadlineDays: z.int().min(1),
      /** The least that a dispute must be about, in minor units. */
      materialityMinor: z.int().nonnegative(),
    })
    .optional(),
});

export type SharingKey = z.infer<typeof sharingKeySchema>;
export type SharedPrice = z.infer<typeof sharedPriceSchema>;
export type GridPrice = z.infer<typeof gridPriceSchema>;
export type Charge = z.infer<typeof chargeSchema>;
export type Estimation = (typeof ESTIMATIONS)[number];
export type RulePack = z.infer<typeof rulePackSchema>;
