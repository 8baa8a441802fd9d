import { z } from 'zod';
import { identifier } from './case-file.js';
import { amountNanos, declareEvents, type EventsOf } from './event-schema.js';

const market = { marketId: identifier };
const amounts = z.array(z.strictObject({ peerId: identifier, amountNanos }));

/** `restricted` may sell and reduce what it buys; only an operator suspends. */
export const CREDIT_LEVELS = ['ok', 'warning', 'restricted', 'suspended'] as const;
export type CreditLevel = (typeof CREDIT_LEVELS)[number];

/** Why credit does not carry an offer. */
export const CREDIT_OBJECTIONS = [
  'credit-suspended',
  'credit-restricted',
  'credit-exceeded',
] as const;
export type CreditObjection = (typeof CREDIT_OBJECTIONS)[number];

/** How one peer stands: what it may come to owe, and up to where it may. */
const standing = {
  peerId: identifier,
  level: z.enum(CREDIT_LEVELS),
  exposureNanos: amountNanos,
  limitNanos: amountNanos,
};
const window = { from: z.string(), to: z.string() };

/** What settlement says of the credit of peers; amounts are what a peer would owe, 10⁻⁹ currency. */
export const creditEvents = declareEvents('settlements.v1')({
  CreditLimitSet: z.strictObject({ ...market, peerId: identifier, limitNanos: amountNanos }),
  PaymentReceived: z.strictObject({
    ...market,
    paymentId: identifier,
    peerId: identifier,
    amountNanos,
  }),
  CreditSuspended: z.strictObject({ ...market, peerId: identifier, reason: z.string() }),
  CreditResumed: z.strictObject({ ...market, peerId: identifier, reason: z.string() }),
  /** At the gate: the worst that the bids of an auction may come to; empty where nobody's counts. */
  CreditReserved: z.strictObject({ ...market, auctionId: identifier, amounts }),
  /** When it is settled: what it came to, in place of the reserve. */
  CreditCaptured: z.strictObject({ ...market, auctionId: identifier, runId: z.string(), amounts }),
  /** When it is settled again: what it comes to now. */
  CreditAdjusted: z.strictObject({ ...market, auctionId: identifier, runId: z.string(), amounts }),
  /** An auction that failed holds nothing back. */
  CreditReleased: z.strictObject({ ...market, auctionId: identifier }),
  /** What a window of delivery is billed at; its auctions stand in the bill from then on. */
  CreditBilled: z.strictObject({
    ...market,
    ...window,
    runId: z.string(),
    auctionIds: z.array(identifier),
    amounts,
  }),
  /** Exposure or limit is another: for whoever takes bids. */
  CreditStandingChanged: z.strictObject({
    ...market,
    standings: z.array(z.strictObject(standing)).min(1),
  }),
  /** For people: a peer crossed from one level to another. */
  CreditLevelChanged: z.strictObject({ ...market, ...standing }),
});

export type CreditEvent = EventsOf<typeof creditEvents>;
