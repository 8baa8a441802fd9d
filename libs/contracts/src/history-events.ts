import { z } from 'zod';
import { identifier } from './case-file.js';
import {
  declareEvents,
  energyWh,
  type EventsOf,
  instant,
  priceMicrosPerKwh,
} from './event-schema.js';

/** What a series of readings measures; energy is never negative, the direction is this word. */
export const CHANNELS = [
  'CONSUMPTION',
  'GENERATION',
  'GRID_IMPORT',
  'GRID_EXPORT',
  'CHARGE',
  'DISCHARGE',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** How far a reading can be trusted. */
export const QUALITIES = [
  'MEASURED',
  'ADJUSTED',
  'ESTIMATED',
  'SUBSTITUTED',
  'CALCULATED',
  'SUSPECT',
  'MISSING',
] as const;
export type Quality = (typeof QUALITIES)[number];

const block = {
  marketId: identifier,
  /** Start of the first interval, UTC. */
  start: instant,
  intervalMinutes: z.int().min(1).max(1440),
  /** Intervals of this block that said something else before. */
  corrects: z.int().nonnegative(),
};

/** What imports say: history as meters and markets published it, within one month (UTC) an event. */
export const historyEvents = declareEvents('offers.v1')({
  /** One value an interval; `null` where this import says nothing. */
  MeterHistoryRecorded: z.strictObject({
    ...block,
    meterPointId: identifier,
    channel: z.enum(CHANNELS),
    energyWh: z.array(energyWh.nullable()).min(1),
    /** Runs of equal quality: `[quality, intervals]`. */
    quality: z.array(z.tuple([z.enum(QUALITIES), z.int().positive()])),
  }),
  PriceHistoryRecorded: z.strictObject({
    ...block,
    seriesId: identifier,
    currency: z.string(),
    priceMicrosPerKwh: z.array(priceMicrosPerKwh.nullable()).min(1),
  }),
});

export type HistoryEvent = EventsOf<typeof historyEvents>;
