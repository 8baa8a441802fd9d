import { MTUS } from '@trueque/kernel';
import { z } from 'zod';
import { identifier } from './case-file.js';
import { energyWh, instant } from './event-schema.js';

/**
 * What one peer's meter told of a local day or of an auction's delivery, Wh, one value a period; null
 * where it told nothing of a period, or nothing of a whole direction.
 */
export const meteredSchema = z.strictObject({
  peerId: identifier,
  /** Energy taken from the public grid. */
  importWh: z.array(energyWh.nullable()).nullable(),
  /** Energy fed into the public grid. */
  exportWh: z.array(energyWh.nullable()).nullable(),
  quality: z.enum(['measured', 'estimated', 'substituted']),
});

/** What meters told of one auction's delivery; a later value supersedes, null says nothing. */
export const meterReadingsSchema = z.strictObject({
  marketId: identifier,
  auctionId: identifier,
  start: instant,
  mtu: z.enum(MTUS),
  readings: z.array(meteredSchema),
});
