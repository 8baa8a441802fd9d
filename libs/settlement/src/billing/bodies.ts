import {
  identifier,
  meteredSchema,
  OPERATION_REASONS,
  REASON_CODES,
  RUN_KINDS,
} from '@trueque/contracts';
import { z } from 'zod';

/** Meters and clocks of zones are known from then on. */
const EARLIEST = '1970-01-01';
const localDate = z.iso
  .date()
  .refine((date) => date >= EARLIEST, { message: `expected a date from ${EARLIEST} on` });

/** A year, with a leap day and the days around it. */
const WINDOW_DAYS_MAX = 372;
const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS;

interface Days {
  readonly from: string;
  readonly to: string;
}

const instant = z.iso.datetime({ offset: true });

/** Why something is wanted that may take two people. */
export const whyQuery = z.object({
  reasonCode: z.enum(OPERATION_REASONS).optional(),
  reason: z.string().min(1).max(1_000).optional(),
});

/** What the routes of settlement take. */
export const meterDayBody = z.strictObject({
  readings: z.array(meteredSchema).min(1),
  /** Take the sound readings and report the others, instead of refusing all. */
  soundOnly: z.boolean().optional(),
});

/** Local dates, `[from, to)`, and up to when facts count. */
const window = { from: localDate, to: localDate, asOf: instant.optional() };

const isForward = ({ from, to }: Days): boolean => from < to;
const isShort = ({ from, to }: Days): boolean => daysBetween(from, to) <= WINDOW_DAYS_MAX;
const backward = { path: ['to'], message: 'expected a date after from' };
const tooLong = {
  path: ['to'],
  message: `expected at most ${WINDOW_DAYS_MAX} days after from; settle longer times in parts`,
};

export const runBody = z
  .strictObject({
    ...window,
    kind: z.enum(RUN_KINDS),
    reasonCode: z.enum(REASON_CODES).optional(),
    reason: z.string().max(2_000).optional(),
    disputeId: z.string().optional(),
  })
  .refine(isForward, backward)
  .refine(isShort, tooLong);

export const askedWindow = z
  .strictObject(window)
  .refine(isForward, backward)
  .refine(isShort, tooLong);

export const disputeBody = z
  .strictObject({
    disputeId: identifier,
    account: z.string(),
    from: localDate,
    to: localDate,
    number: z.int().min(1),
    reasonCode: z.enum(REASON_CODES),
    reason: z.string().min(1).max(2_000),
    amountMinor: z.int().nonnegative(),
  })
  .refine(isForward, backward)
  .refine(isShort, tooLong);

export const verdictBody = z.strictObject({
  verdict: z.enum(['admitted', 'rejected', 'upheld', 'not-upheld']),
  reason: z.string().min(1).max(2_000),
});

const peerId = identifier;

export const creditLimitBody = z.strictObject({ peerId, limitNanos: z.string().regex(/^\d+$/) });

export const paymentBody = z.strictObject({
  paymentId: identifier,
  peerId,
  amountNanos: z.string().regex(/^-?\d+$/),
});

export const suspensionBody = z.strictObject({
  peerId,
  suspended: z.boolean(),
  reason: z.string().min(1).max(2_000),
});
