import { z } from 'zod';
import { identifier } from './case-file.js';
import { REASON_CODES } from './billing-events.js';
import { declareEvents, type EventsOf } from './event-schema.js';

const dispute = { marketId: identifier, disputeId: identifier };

/** The life of a dispute: raised, admitted or rejected, upheld or not, and then run again. */
export const disputeEvents = declareEvents('settlements.v1')({
  DisputeRaised: z.strictObject({
    ...dispute,
    account: z.string(),
    /** The bill that it is about. */
    from: z.string(),
    to: z.string(),
    number: z.int().min(1),
    reasonCode: z.enum(REASON_CODES),
    reason: z.string().min(1).max(2_000),
    /** What it is about, minor units of the currency. */
    amountMinor: z.int().nonnegative(),
  }),
  DisputeAdmitted: z.strictObject(dispute),
  /** Not even looked at: too late, too small, no such bill. */
  DisputeRejected: z.strictObject({ ...dispute, reason: z.string() }),
  DisputeUpheld: z.strictObject({ ...dispute, reason: z.string() }),
  DisputeNotUpheld: z.strictObject({ ...dispute, reason: z.string() }),
});

export type DisputeEvent = EventsOf<typeof disputeEvents>;
