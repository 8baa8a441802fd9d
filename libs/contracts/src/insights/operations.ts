import { z } from 'zod';
import { coverageSchema } from './overview.js';
import { at, count, pageOf, text } from './units.js';

/** An event as the feed tells it; its data only where one event is asked for. */
export const feedEventSchema = z.object({
  position: count,
  id: text,
  type: text,
  stream: text,
  revision: count,
  occurredAt: at,
  recordedAt: at,
  actor: text,
  causedBy: text,
  correlationId: text,
  auctionId: text.nullable(),
  peerId: text.nullable(),
});

export const eventFeedSchema = pageOf(feedEventSchema).extend({
  /** Events that were looked at for this page. */
  searched: count,
});

export const eventDetailSchema = feedEventSchema.extend({ hash: text, data: z.unknown() });

/** How far a consumer came in a market. */
export const consumerLagSchema = z.object({
  consumer: text,
  marketId: text,
  position: count,
  head: count,
  lag: count,
});

export const consumerLagsSchema = z.object({ items: z.array(consumerLagSchema) });

export const deadLetterSchema = z.object({
  consumer: text,
  marketId: text,
  position: count,
  eventType: text,
  reason: text,
  recordedAt: at,
  retryAskedAt: at.nullable(),
});

export const deadLettersSchema = z.object({ items: z.array(deadLetterSchema) });

/** The newest event of a market's log: with its hash a checkpoint to keep elsewhere. */
export const chainHeadSchema = z.object({ marketId: text, position: count, hash: text });

/** A walk along the whole chain. */
export const verificationSchema = z.object({
  id: text,
  marketId: text,
  state: z.enum(['running', 'holds', 'broken', 'failed']),
  events: count,
  eventsCount: count,
  hash: text.nullable(),
  /** Where and how it is broken, or why it could not be walked. */
  detail: text.nullable(),
  startedAt: at,
  endedAt: at.nullable(),
});

/** From the closing of a gate to the answer, both as the log has them. */
export const solveTimeSchema = z.object({
  auctionId: text,
  start: at,
  offers: count,
  state: text,
  milliseconds: z.number(),
});

export const solveTimesSchema = z.object({ items: z.array(solveTimeSchema) });

/** One auction on its way to money: state, runs, and what its meters told. */
export const deliverySchema = z.object({
  auctionId: text,
  start: at,
  end: at,
  state: text,
  gateClosesAt: at,
  offers: count,
  trades: count.nullable(),
  resultHash: text.nullable(),
  failureDetail: text.nullable(),
  runs: z.array(z.object({ runId: text, kind: text, completedAt: at })),
  coverage: coverageSchema,
});

export const deliveriesSchema = z.object({ items: z.array(deliverySchema) });

/** A settlement of local days `[from, to)`, over all that were in it. */
export const settlementWindowSchema = z.object({
  runId: text,
  from: text,
  to: text,
  kind: text,
  asOf: at,
  completedAt: at,
  supersedes: text.nullable(),
  reason: text.nullable(),
});

export const settlementWindowsSchema = z.object({ items: z.array(settlementWindowSchema) });

/** Something that people in a market should know. */
export const noticeSchema = z.object({
  position: count,
  type: text,
  auctionId: text.nullable(),
  actor: text,
  recordedAt: at,
});

export const noticesSchema = z.object({ items: z.array(noticeSchema) });

/** Local days `[from, to)` that bills were issued for, and the run that counts. */
export const billedWindowSchema = z.object({
  from: text,
  to: text,
  runId: text,
  kind: text,
  completedAt: at,
});

export const billedWindowsSchema = z.object({ items: z.array(billedWindowSchema) });

export const missingReadingSchema = z.object({
  auctionId: text,
  peerId: text,
  communityId: text,
  expected: count,
  missing: count,
  estimated: count,
});

export const missingReadingsSchema = pageOf(missingReadingSchema);

export type FeedEvent = z.infer<typeof feedEventSchema>;
export type EventFeed = z.infer<typeof eventFeedSchema>;
export type EventDetail = z.infer<typeof eventDetailSchema>;
export type ConsumerLag = z.infer<typeof consumerLagSchema>;
export type DeadLetter = z.infer<typeof deadLetterSchema>;
export type ChainHead = z.infer<typeof chainHeadSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type SolveTime = z.infer<typeof solveTimeSchema>;
export type AuctionDelivery = z.infer<typeof deliverySchema>;
export type SettlementWindow = z.infer<typeof settlementWindowSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type BilledWindow = z.infer<typeof billedWindowSchema>;
export type MissingReading = z.infer<typeof missingReadingSchema>;
