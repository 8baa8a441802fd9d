import { guarded } from '@trueque/approvals';
import {
  OPERATION_REASONS,
  offersEvents,
  REVIEW_DECISIONS,
  type TradingRules,
} from '@trueque/contracts';
import type { EventStore, TransactOptions } from '@trueque/event-store';
import { z } from 'zod';
import { clearing } from './domain/clearing.decider.js';
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
  const change = { action: 'review' as const, wanted: order, reasonCode, reason };
  return guarded(store, change, options, () => decideReviewApproved(store, order, options));
};

export const decideReviewApproved = async (
  store: EventStore,
  order: ReviewOrder,
  options: TransactOptions,
) => {
  const marketId = options.partition;
  const facts = {
    at: options.occurredAt,
    start: await startOf(store, marketId, order.auctionId),
    secondAuctionMinutes: minutesOf(await tradingRulesAt(store, marketId)),
    hasFallbackPrice: await hasFallbackPrice(store, marketId),
  };
  const command = { type: 'DecideReview' as const, marketId, ...order, facts };
  return store.transact(clearing, `${marketId}/${order.auctionId}`, command, options);
};

const SECOND_AUCTION_MINUTES = 20;

const minutesOf = ({ review }: TradingRules): number =>
  review?.secondAuctionMinutes ?? SECOND_AUCTION_MINUTES;

const startOf = async (
  store: EventStore,
  marketId: string,
  auctionId: string,
): Promise<string | null> => {
  for await (const { data, type } of store.readStream(marketId, `auction-${marketId}/${auctionId}`))
    if (type === 'AuctionScheduled') return offersEvents.AuctionScheduled.data.parse(data).start;
  return null;
};

const hasFallbackPrice = async (store: EventStore, marketId: string): Promise<boolean> => {
  for await (const { type } of store.readStream(marketId, `market-${marketId}`))
    if (type === 'FallbackPriceSet') return true;
  return false;
};
