import { z } from 'zod';
import { at, count, kw, micros, text, wh } from './units.js';

/**
 * Energy and price of a stretch of delivery, never more points than a chart takes. Supply
 * (generation, discharge, imports) equals use (served, charge, exports, losses) in each.
 */
export const energyPointSchema = z.object({
  start: at,
  periods: count,
  generationWh: wh,
  dischargeWh: wh,
  gridImportsWh: wh,
  communityImportsWh: wh,
  servedWh: wh,
  chargeWh: wh,
  gridExportsWh: wh,
  communityExportsWh: wh,
  lossesWh: wh,
  /** In storage at the end. */
  storedWh: wh,
  /** Mean by energy served; least and greatest over communities, or of the optimal prices of one. */
  priceMicrosPerKwh: micros.nullable(),
  leastPriceMicrosPerKwh: micros.nullable(),
  greatestPriceMicrosPerKwh: micros.nullable(),
});

export const BUCKETS = ['period', 'hour', 'day'] as const;

export const energySeriesSchema = z.object({
  bucket: z.enum(BUCKETS),
  items: z.array(energyPointSchema),
});

export const priceCellSchema = z.object({
  communityId: text,
  start: at,
  priceMicrosPerKwh: micros,
});

export const priceMapSchema = z.object({
  bucket: z.enum(BUCKETS),
  /** Communities there are; the cells are of those that use most. */
  communities: count,
  items: z.array(priceCellSchema),
});

/** Share of all periods in which the price is at least so high, from 0 to 1. */
export const durationPointSchema = z.object({
  share: z.number(),
  priceMicrosPerKwh: micros,
});

export const durationCurveSchema = z.object({
  periods: count,
  items: z.array(durationPointSchema),
});

/** Offers at one cost in one period: what is offered and of it used; a bid is demand at its value. */
export const meritBlockSchema = z.object({
  side: z.enum(['supply', 'demand']),
  kind: z.enum(['community', 'grid', 'storage', 'load', 'bid']),
  priceMicrosPerKwh: micros,
  powerKw: kw,
  usedKw: kw,
  /** Peers behind it: all of them named where they are few. */
  peers: count,
  names: z.array(text),
  /** Partly used: its cost sets the price. */
  marginal: z.boolean(),
});

export const meritOrderSchema = z.object({
  start: at,
  /** Price and band of the community, or their range over all communities. */
  priceMicrosPerKwh: micros.nullable(),
  leastPriceMicrosPerKwh: micros.nullable(),
  greatestPriceMicrosPerKwh: micros.nullable(),
  importsKw: kw,
  exportsKw: kw,
  items: z.array(meritBlockSchema),
});

export type EnergyPoint = z.infer<typeof energyPointSchema>;
export type EnergySeries = z.infer<typeof energySeriesSchema>;
export type Bucket = (typeof BUCKETS)[number];
export type PriceCell = z.infer<typeof priceCellSchema>;
export type PriceMap = z.infer<typeof priceMapSchema>;
export type DurationCurve = z.infer<typeof durationCurveSchema>;
export type MeritBlock = z.infer<typeof meritBlockSchema>;
export type MeritOrder = z.infer<typeof meritOrderSchema>;
