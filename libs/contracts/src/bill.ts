import { z } from 'zod';
import { identifier } from './case-file.js';
import { amountNanos, energyWh, sha256 } from './event-schema.js';

export const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Of the ledger of a window. */
export const account = z
  .string()
  .regex(/^(peer|grid|network|congestion|rounding|community|tax|levy):.+$/);

/** Minor units of the currency: cents. Negative is to pay. */
const amountMinor = z.int();

/** Metered values, or their energy, by what is known of them. */
const byQuality = z.strictObject({
  measured: z.int(),
  substituted: z.int(),
  estimated: z.int(),
  missing: z.int(),
});

export const billLineSchema = z.strictObject({
  code: z.string(),
  energyWh,
  amountNanos,
  amountMinor,
  taxCategory: z.string().optional(),
  /** The line's energy by the readings behind it; null where none are, or where it was not kept. */
  qualityWh: byQuality.nullable(),
});

/** What an account owes or is owed for local days `[from, to)`. */
export const billSchema = z.strictObject({
  marketId: identifier,
  from: localDate,
  to: localDate,
  runId: z.string(),
  number: z.int().min(1).nullable(),
  account,
  currency: z.string(),
  minorDigits: z.int().min(0),
  lines: z.array(billLineSchema),
  totalMinor: amountMinor,
  /** What the meter alone, without the market, would have come to. */
  aloneNanos: amountNanos,
  aloneMinor: amountMinor,
  /** Metered values by what is known of them. */
  readings: byQuality,
  /** SHA-256 of what it says: account, lines, totals, readings. */
  contentHash: sha256,
  /** Number of the bill that this one takes the place of, and what changes. */
  replaces: z.int().optional(),
  differenceMinor: amountMinor.optional(),
});
