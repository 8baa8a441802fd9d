import { z } from 'zod';
import { identifier } from './case-file.js';
import { statementIssuedV1 } from './earlier/statement-issued.js';
import { amountNanos, declareEvents, type EventsOf, instant, sha256 } from './event-schema.js';
import { statementSchema } from './statement.js';

/** `peer:P3`, `grid:G`, `network:C1`, `congestion:C1→C2`, `rounding:market`. */
const account = z.string().regex(/^(peer|grid|network|congestion|rounding):.+$/);

/** A positive amount is owed to the account, a negative one by it; a run's postings sum to zero. */
const postingSchema = z.strictObject({
  account,
  kind: z.enum(['trade', 'network', 'congestion', 'deviation', 'rounding']),
  amountNanos,
});

/** What settlement says: who owes what. */
export const settlementsEvents = declareEvents('settlements.v1')({
  /** All postings of an auction are one event; they sum to zero, to the last 10⁻⁹ of currency. */
  SettlementRunCompleted: z.strictObject({
    marketId: identifier,
    auctionId: identifier,
    runId: z.string(),
    /** `cleared`: from cleared quantities alone; `metered`: with deviations from meter readings. */
    kind: z.enum(['cleared', 'metered']),
    currency: z.string(),
    start: instant,
    mtu: z.string(),
    periods: z.int().min(1),
    inputHash: sha256,
    resultHash: sha256,
    postings: z.array(postingSchema),
  }),
  StatementIssued: { data: statementSchema, earlier: [statementIssuedV1] },
});

export type SettlementsEvent = EventsOf<typeof settlementsEvents>;
