import { bookDigest } from '@trueque/contracts';
import { accept } from '@trueque/kernel';
import type { CloseGate } from './auction-command.js';
import {
  type AuctionDecision,
  type AuctionEvent,
  type ScheduledAuction,
  standingOffers,
} from './auction.js';
import { deliveryOf, uncarried } from './offer-credit.js';

/**
 * Closing twice is no error: the clock may retry. Nothing is taken after the announced instant, so the
 * gate shut then at the latest. What credit does not carry by now leaves the book first.
 */
export const closeGate = ({ facts }: CloseGate, state: ScheduledAuction): AuctionDecision => {
  if (state.closed) return accept();
  const { marketId, auctionId, gateClosesAt } = state.scheduled;
  const closedAt = Date.parse(facts.at) < Date.parse(gateClosesAt) ? facts.at : gateClosesAt;
  const standing = standingOffers(state);
  const left = uncarried(standing, deliveryOf(state.scheduled), facts.credits);
  const gone = new Set(left.map(({ peerId }) => peerId));
  const book = standing.filter(({ peerId }) => !gone.has(peerId));
  const [offersCount, digest] = [book.length, bookDigest(book)];
  return accept<AuctionEvent>(
    ...left.map(({ offerId, peerId, because }): AuctionEvent => ({
      type: 'OfferWithdrawn',
      data: { marketId, auctionId, offerId, peerId, because },
    })),
    {
      type: 'GateClosed',
      data: { marketId, auctionId, closedAt, offersCount, bookDigest: digest },
    },
  );
};
