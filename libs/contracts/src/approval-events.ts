import { z } from 'zod';
import { identifier } from './case-file.js';
import { declareEvents, type EventsOf, instant } from './event-schema.js';
import { reasonShape } from './life/reasons.js';

/** What a market may want two people for. */
export const GUARDED_ACTIONS = [
  'four-eyes',
  'trading-rules',
  'rule-pack',
  'suspension',
  'fallback-price',
  'review',
  'manual-readings',
  're-run',
] as const;
export type GuardedAction = (typeof GUARDED_ACTIONS)[number];

export const fourEyesSchema = z.strictObject({
  /** Those that take two people. */
  actions: z.array(z.enum(GUARDED_ACTIONS)),
  /** A change that nobody approved by then is void. */
  expiresAfterMinutes: z.int().min(1).max(44_640),
});
export type FourEyes = z.infer<typeof fourEyesSchema>;

const change = { marketId: identifier, changeId: identifier, action: z.enum(GUARDED_ACTIONS) };

/** What is wanted, as the request said it. */
const wanted = z.record(z.string(), z.json());
export type WantedChange = z.infer<typeof wanted>;

/** Who proposed and who approved changes that take two people. */
export const approvalEvents = declareEvents('offers.v1')({
  FourEyesSet: z.strictObject({ marketId: identifier, ...fourEyesSchema.shape }),
  ChangeProposed: z.strictObject({
    ...change,
    ...reasonShape,
    wanted,
    proposedBy: z.string(),
    expiresAt: instant,
  }),
  /** Carries the change, so that whoever carries it out needs nothing else. */
  ChangeApproved: z.strictObject({
    ...change,
    ...reasonShape,
    wanted,
    proposedBy: z.string(),
    approvedBy: z.string(),
  }),
  ChangeRejected: z.strictObject({ ...change, rejectedBy: z.string(), reason: z.string() }),
  ChangeExpired: z.strictObject({ ...change, expiredAt: instant }),
  /** It was approved and carried out. */
  ChangeApplied: z.strictObject(change),
  /** It was approved, and the rules refuse it by now. */
  ChangeRefused: z.strictObject({ ...change, code: z.string(), detail: z.string() }),
});

export type ApprovalEvent = EventsOf<typeof approvalEvents>;
