import { dearestPriceOf, type Offer, offerProblems } from '@trueque/contracts';
import { reject } from '@trueque/kernel';
import type { OfferFacts } from './auction-command.js';
import { type ScheduledAuction, standingOffers } from './auction.js';
import { creditObjection, deliveryOf } from './offer-credit.js';
import { priceObjection } from './price-limits.js';

/** An offer on its way into the book. */
export interface OfferOfPeer {
  readonly peerId: string;
  readonly offer: Offer;
  readonly before?: Offer;
  readonly facts: Pick<OfferFacts, 'credit' | 'limits'>;
}

/** Why an offer is not taken for what it says; undefined where it is. */
export const offerProblem = (offered: OfferOfPeer, state: ScheduledAuction) =>
  contentProblem(offered.offer, state) ?? priceProblem(offered) ?? creditProblem(offered, state);

const contentProblem = (offer: Offer, { scheduled }: ScheduledAuction) => {
  const problems = offerProblems(offer, scheduled.periods);
  return problems.length === 0
    ? undefined
    : reject(
        'offer-invalid',
        problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
      );
};

const priceProblem = ({ peerId, offer, facts: { limits } }: OfferOfPeer) => {
  const objection = limits && priceObjection(offer, limits);
  return objection && reject(objection.reason, `Peer ${peerId}: ${objection.detail}`);
};

/** Only a peer with an account pays for looking through the book. */
const creditProblem = ({ peerId, offer, before, facts }: OfferOfPeer, state: ScheduledAuction) => {
  const { credit } = facts;
  if (!credit) return undefined;
  const delivery = deliveryOf(state.scheduled);
  const offers = [...standingOffers(state).map((standing) => standing.offer), offer];
  const dearestPrice = dearestPriceOf(offers, delivery);
  const objection = creditObjection({ offer, before, credit, delivery, dearestPrice });
  return objection && reject(objection.reason, `Peer ${peerId}: ${objection.detail}`);
};

/**
 * Why no offer is taken at this time, whatever it says. It counts when it came: the door opens and shuts
 * at the announced instants, whenever that is recorded.
 */
export const doorProblem = (
  { facts: { at } }: { readonly facts: Pick<OfferFacts, 'at'> },
  { scheduled, closed, life, opensAt }: ScheduledAuction,
) => {
  const { auctionId, gateClosesAt } = scheduled;
  if (life === 'cancelled')
    return reject('auction-cancelled', `Auction ${auctionId} was cancelled. Offer in another one.`);
  if (closed || Date.parse(at) >= Date.parse(gateClosesAt))
    return reject(
      'gate-closed',
      `The gate of auction ${auctionId} closed at ${closed?.closedAt ?? gateClosesAt}; this came at ${at}. Offer in a later auction.`,
    );
  if (life === 'suspended')
    return reject(
      'auction-suspended',
      `Auction ${auctionId} is suspended. Offer once it is resumed.`,
    );
  return opensAt !== null && Date.parse(at) < Date.parse(opensAt)
    ? reject('not-open', `Auction ${auctionId} opens at ${opensAt}; this came at ${at}.`)
    : undefined;
};
