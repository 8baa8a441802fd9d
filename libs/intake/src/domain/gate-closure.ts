import { bookDigest, lifeProblem } from '@trueque/contracts';
import { accept, reject } from '@trueque/kernel';
import type { CloseGate } from './auction-command.js';
import {
  type AuctionDecision,
  type AuctionEvent,
  type ScheduledAuction,
  standingOffers,
} from './auction.js';
import { deliveryOf, uncarried } from './offer-credit.js';
import { priceObjection } from './price-limits.js';

/**
 * Closing twice is no error: the clock may retry. Nothing is taken after the announced instant, so the
 * gate shut then at the latest. What credit or the limits of prices do not carry by now leaves the book first.
 */
export const closeGate = ({ facts }: CloseGate, state: ScheduledAuction): AuctionDecision => {
  if (state.closed) return accept();
  const { marketId, auctionId, gateClosesAt } = state.scheduled;
  const problem = lifeProblem(auctionId, state.life, 'gate-closed');
  if (problem !== undefined) return reject('auction-state', problem);
  const closedAt = Date.parse(facts.at) < Date.parse(gateClosesAt) ? facts.at : gateClosesAt;
  const standing = standingOffers(state);
  const left = leaving(standing, state, facts);
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

const leaving = (
  standing: ReturnType<typeof standingOffers>,
  { scheduled }: ScheduledAuction,
  { credits, limits = {} }: CloseGate['facts'],
) => {
  const beyond = standing.flatMap((it) => {
    const objection = priceObjection(it.offer, limits);
    return objection ? [{ ...it, because: objection.reason }] : [];
  });
  const gone = new Set(beyond.map(({ peerId }) => peerId));
  const within = standing.filter(({ peerId }) => !gone.has(peerId));
  return [...beyond, ...uncarried(within, deliveryOf(scheduled), credits)];
};
