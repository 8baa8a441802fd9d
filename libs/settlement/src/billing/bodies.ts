import { meterDaySchema, REASON_CODES, RUN_KINDS } from '@trueque/contracts';
import { z } from 'zod';

const localDate = z.iso.date();
const instant = z.iso.datetime({ offset: true });

/** What the routes of settlement take. */
export const meterDayBody = z.strictObject({
  readings: z.array(meterDaySchema).min(1),
  /** Take the sound readings and report the others, instead of refusing all. */
  soundOnly: z.boolean().optional(),
});

export const runBody = z
  .strictObject({
    /** Local dates, `[from, to)`. */
    from: localDate,
    to: localDate,
    kind: z.enum(RUN_KINDS),
    asOf: instant.optional(),
    reasonCode: z.enum(REASON_CODES).optional(),
    reason: z.string().max(2_000).optional(),
    disputeId: z.string().optional(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'expected a date after from' });

export const disputeBody = z.strictObject({
  disputeId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/),
  account: z.string(),
  from: localDate,
  to: localDate,
  number: z.int().min(1),
  reasonCode: z.enum(REASON_CODES),
  reason: z.string().min(1).max(2_000),
  amountMinor: z.int().nonnegative(),
});

export const verdictBody = z.strictObject({
  verdict: z.enum(['admitted', 'rejected', 'upheld', 'not-upheld']),
  reason: z.string().min(1).max(2_000),
});

const peerId = z.string().min(1).max(64);

export const creditLimitBody = z.strictObject({ peerId, limitNanos: z.string().regex(/^\d+$/) });

export const paymentBody = z.strictObject({
  paymentId: z.string().min(1).max(64),
  peerId,
  amountNanos: z.string().regex(/^-?\d+$/),
});

export const suspensionBody = z.strictObject({
  peerId,
  suspended: z.boolean(),
  reason: z.string().min(1).max(2_000),
});

export const openApiOf = (schema: z.ZodType): object => ({
  ...z.toJSONSchema(schema, { io: 'input' }),
  $schema: undefined,
});
