import type { EventStore } from '@trueque/event-store';
import { RecordedAuctions } from './recorded-auctions.js';
import type { Period, ReplayAuction } from './replay-auction.js';

/** Auctions to clear again, and the hashes that were recorded for them, as far as they were read. */
export interface AuctionSource {
  readonly name: string;
  readonly auctions: AsyncIterable<ReplayAuction>;
  recordedHash(auctionId: string): string | undefined;
}

/** The auctions of a market, read from the store and never written to it. */
export const marketSource = (
  store: EventStore,
  marketId: string,
  period: Period,
): AuctionSource => {
  const recorded = new RecordedAuctions(store, marketId, period);
  return {
    name: marketId,
    auctions: recorded.read(),
    recordedHash: (auctionId) => recorded.recordedHashes.get(auctionId),
  };
};
