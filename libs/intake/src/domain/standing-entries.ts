import type { OpeningFacts, StandingEntry } from './auction-command.js';
import type { AuctionEvent, ScheduledAuction } from './auction.js';
import { offerProblem } from './offer-door.js';
import { offerIdOf } from './offer-id.js';

/**
 * Standing offers as they enter an auction that opens. A peer that has offered in it already keeps to
 * that; an offer that this auction cannot take (another number of periods, a price beyond the limits) is
 * left out, and that is said.
 */
export const entriesOf = (
  state: ScheduledAuction,
  { standing, credits, limits }: OpeningFacts,
): readonly AuctionEvent[] =>
  standing
    .filter(({ peerId }) => !state.standing.has(peerId))
    .map((entry) => {
      const { peerId, offer } = entry;
      const facts = { credit: credits.get(peerId) ?? null, limits };
      const problem = offerProblem({ peerId, offer, facts }, state);
      return problem && 'reason' in problem
        ? skipped(state, entry, problem)
        : entered(state, entry);
    });

const entered = (
  { scheduled: { marketId, auctionId } }: ScheduledAuction,
  { peerId, offer }: StandingEntry,
): AuctionEvent => ({
  type: 'OfferSubmitted',
  data: { marketId, auctionId, offerId: offerIdOf(auctionId, peerId), peerId, offer },
});

const skipped = (
  { scheduled: { marketId, auctionId } }: ScheduledAuction,
  { peerId, version }: StandingEntry,
  { reason, detail }: { readonly reason: string; readonly detail: string },
): AuctionEvent => ({
  type: 'StandingOfferSkipped',
  data: { marketId, auctionId, peerId, version, code: reason, detail },
});
