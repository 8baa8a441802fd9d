import { z } from 'zod';
import { identifier } from './case-file.js';
import { declareEvents, type EventsOf } from './event-schema.js';

export const NOTICE_KINDS = [
  'suspension',
  'resumption',
  'cancellation',
  'price-review',
  'second-auction',
  'administered-price',
  'failure',
  'late-data',
  're-run',
  'rule-change',
  'webhook-disabled',
  'general',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** English and Spanish. */
export const bilingualTextSchema = z.strictObject({
  en: z.string().min(1).max(2_000),
  es: z.string().min(1).max(2_000),
});

/** What a market tells everybody who belongs to it. */
export const noticeEvents = declareEvents('offers.v1')({
  NoticeIssued: z.strictObject({
    marketId: identifier,
    /** From 1, without gaps. */
    number: z.int().min(1),
    kind: z.enum(NOTICE_KINDS),
    text: bilingualTextSchema,
    auctionId: identifier.optional(),
    /** Number of the notice that this one follows up. */
    refersTo: z.int().min(1).optional(),
  }),
});

export type NoticeEvent = EventsOf<typeof noticeEvents>;
