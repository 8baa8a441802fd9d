import { z } from 'zod';
import { count, kw, micros, nanos, text, wh } from './units.js';

const sideKind = z.enum(['community', 'grid', 'others']);

/** Energy from one side to another; communities that trade little are together as `others`. */
export const exchangeSchema = z.object({
  fromKind: sideKind,
  from: text,
  toKind: sideKind,
  to: text,
  energyWh: wh,
  buyersPayNanos: nanos,
  sellersGetNanos: nanos,
});

export const exchangesSchema = z.object({ communities: count, items: z.array(exchangeSchema) });

/** What one peer sold to another. */
export const tradePairSchema = z.object({
  sellerId: text,
  sellerCommunityId: text,
  buyerId: text,
  buyerCommunityId: text,
  energyWh: wh,
  buyersPayNanos: nanos,
});

export const tradePairsSchema = z.object({ pairs: count, items: z.array(tradePairSchema) });

/** A contract, or what a community may import or export, and how much of it was used at most. */
export const linkUseSchema = z.object({
  kind: z.enum(['contract', 'import-limit', 'export-limit']),
  id: text,
  from: text.nullable(),
  to: text.nullable(),
  energyWh: wh,
  peakKw: kw,
  /** Null without a limit. */
  limitKw: kw.nullable(),
  /** What a contract takes per kWh instead of the seller's export cost, or on top of it. */
  exportCostMicrosPerKwh: micros.nullable(),
  surchargeMicrosPerKwh: micros.nullable(),
  networkNanos: nanos,
});

export const linkUsesSchema = z.object({ items: z.array(linkUseSchema) });

export type Exchange = z.infer<typeof exchangeSchema>;
export type Exchanges = z.infer<typeof exchangesSchema>;
export type TradePair = z.infer<typeof tradePairSchema>;
export type TradePairs = z.infer<typeof tradePairsSchema>;
export type LinkUse = z.infer<typeof linkUseSchema>;
