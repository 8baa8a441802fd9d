import { MTUS } from '@trueque/kernel';
import { z } from 'zod';
import { identifier } from './case-file.js';
import { account, billSchema, localDate } from './bill.js';
import { billIssuedV1 } from './earlier/bill-issued.js';
import { rulePackAdoptedV1, rulePackAdoptedV2 } from './earlier/rule-pack-adopted.js';
import { amountNanos, declareEvents, type EventsOf, instant, sha256 } from './event-schema.js';
import { meteredSchema } from './meter-readings.js';
import { rulePackSchema } from './rule-pack.js';

export const RUN_KINDS = ['indicative', 'preliminary', 'final', 'revision', 'dispute'] as const;

/** Why something was run again, or disputed. */
export const REASON_CODES = [
  'late-data',
  'wrong-reading',
  'wrong-price',
  'wrong-key',
  'wrong-charge',
  'rule-change',
  'dispute',
  'other',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

const ledgerEntrySchema = z.strictObject({
  account,
  code: z.string(),
  /** An indication moves nothing; a correction reverses what was booked and books anew. */
  entry: z.enum(['indication', 'booking', 'reversal', 'rebooking']),
  /** Signed where it is reversed. */
  energyWh: z.int(),
  amountNanos,
});

const window = { marketId: identifier, from: localDate, to: localDate };

/** What settlement says of windows of delivery: rules, meters, runs and bills. */
export const billingEvents = declareEvents('settlements.v1')({
  RulePackAdopted: {
    data: z.strictObject({ marketId: identifier, pack: rulePackSchema }),
    earlier: [rulePackAdoptedV1, rulePackAdoptedV2],
  },
  /** Readings of one local day, for communities that share after metering; later ones supersede. */
  MeterDayRecorded: z.strictObject({
    marketId: identifier,
    date: localDate,
    start: instant,
    mtu: z.enum(MTUS),
    periods: z.int().min(1),
    readings: z.array(meteredSchema).min(1),
  }),
  /**
   * A settlement of local days `[from, to)`. It rests on what the log said up to `asOfPosition` and
   * on nothing else; all its entries sum to zero.
   */
  WindowSettled: z.strictObject({
    ...window,
    runId: z.string(),
    kind: z.enum(RUN_KINDS),
    currency: z.string(),
    minorDigits: z.int().min(0),
    asOf: instant,
    asOfPosition: z.int().nonnegative(),
    rulePacks: z.array(z.strictObject({ packId: identifier, version: z.int() })),
    days: z.array(z.strictObject({ communityId: identifier, date: localDate, inputHash: sha256 })),
    auctions: z.array(z.strictObject({ auctionId: identifier, inputHash: sha256 })),
    manifestHash: sha256,
    resultHash: sha256,
    supersedes: z.string().optional(),
    reasonCode: z.enum(REASON_CODES).optional(),
    reason: z.string().optional(),
    disputeId: identifier.optional(),
    entries: z.array(ledgerEntrySchema),
  }),
  /** What an account owes or is owed for a window; numbered without gaps, except an indication. */
  BillIssued: { data: billSchema, earlier: [billIssuedV1] },
});

export type BillingEvent = EventsOf<typeof billingEvents>;
export type MeterDay = z.infer<typeof meteredSchema>;
export type RunKind = (typeof RUN_KINDS)[number];
