import { guarded } from '@trueque/approvals';
import {
  type LifeEvent,
  OPERATION_REASONS,
  offersEvents,
  REVIEW_DECISIONS,
  stateAfter,
  type TradingRules,
} from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { z } from 'zod';
import { clearing } from './domain/clearing.decider.js';
import type { DecideReview } from './domain/decide-review.js';
import { tradingRulesAt } from './trading-rules-at.js';

/** An operator's word on a result under review, or on an auction that failed. */
export const reviewOrder = z.strictObject({
  auctionId: z.string(),
  decision: z.enum(REVIEW_DECISIONS),
  reasonCode: z.enum(OPERATION_REASONS),
  reason: z.string().min(1).max(1_000),
});
export type ReviewOrder = z.infer<typeof reviewOrder>;

/** Decides it alone, or proposes it where that takes two people. */
export const decideReview = (store: EventStore, order: ReviewOrder, options: TransactOptions) => {
  const { reason, reasonCode } = order;
  const revision = async () =>
    (await scheduledOf(store, options.partition, order.auctionId))?.revision ?? 0;
  const change = { action: 'review' as const, wanted: order, revision, reasonCode, reason };
  return guarded(store, change, options, () => decideReviewApproved(store, order, options));
};

export const decideReviewApproved = async (
  store: EventStore,
  order: ReviewOrder,
  { onlyIfRevision, ...options }: TransactOptions,
) => {
  const marketId = options.partition;
  const scheduled = await scheduledOf(store, marketId, order.auctionId);
  const facts = {
    ...{ at: options.occurredAt, scheduled },
    isAsRead: onlyIfRevision?.includes(scheduled?.revision ?? 0) ?? true,
    secondAuctionMinutes: minutesOf(await tradingRulesAt(store, marketId)),
    hasFallbackPrice: await hasFallbackPrice(store, marketId),
  };
  const command = { type: 'DecideReview' as const, marketId, ...order, facts };
  return store.transact(clearing, `${marketId}/${order.auctionId}`, command, options);
};

const SECOND_AUCTION_MINUTES = 20;

const minutesOf = ({ review }: TradingRules): number =>
  review?.secondAuctionMinutes ?? SECOND_AUCTION_MINUTES;

type Scheduled = NonNullable<DecideReview['facts']['scheduled']> & { readonly revision: number };

/** As the auction's own stream has it, up to the closing of its gate. */
const scheduledOf = async (
  store: EventStore,
  marketId: string,
  auctionId: string,
): Promise<Scheduled | null> => {
  let scheduled: Scheduled | null = null;
  for await (const event of store.readStream(marketId, `auction-${marketId}/${auctionId}`)) {
    const { revision } = event;
    if (event.type === 'AuctionScheduled') {
      const { start } = offersEvents.AuctionScheduled.data.parse(event.data);
      scheduled = { start, life: 'open', revision };
    }
    if (scheduled)
      scheduled = { ...scheduled, revision, life: stateAfter(scheduled.life, event as LifeEvent) };
  }
  return scheduled;
};

const hasFallbackPrice = async (store: EventStore, marketId: string): Promise<boolean> => {
  for await (const { type } of store.readStream(marketId, `market-${marketId}`))
    if (type === 'FallbackPriceSet') return true;
  return false;
};
