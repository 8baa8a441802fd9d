import { dearestPriceOf, type Offer, offerProblems, type Role } from '@trueque/contracts';
import { accept, type Decider, digest, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type {
  AmendOffer,
  AuctionCommand,
  AuctionRefusal,
  Conditional,
  OfferAddress,
  OfferDraft,
  OfferFacts,
  ScheduleAuction,
  SubmitOffer,
  WithdrawOffer,
} from './auction-command.js';
import {
  type Auction,
  type AuctionDecision,
  type AuctionEvent,
  type ScheduledAuction,
  standingOffers,
} from './auction.js';
import { periodsOf } from './delivery.js';
import { closeGate } from './gate-closure.js';
import type { MarketFacts } from './market-facts.js';
import { creditObjection, deliveryOf } from './offer-credit.js';
import { sameContent } from './offers-event.js';

/** Standing offers that one auction takes. */
export const AUCTION_OFFERS_MAX = 100_000;

export const auction: Decider<AuctionCommand, Auction, AuctionEvent, AuctionRefusal> = {
  category: 'auction',

  initial: { scheduled: null, closed: null, offers: PersistentMap(), standing: PersistentMap() },

  decide: (command, state) => {
    if (command.type === 'ScheduleAuction') return scheduleAuction(command, state);
    if (!state.scheduled)
      return reject(
        'auction-unknown',
        `There is no auction ${command.auctionId}. Schedule it first.`,
      );
    const open = { ...state, scheduled: state.scheduled };
    switch (command.type) {
      case 'SubmitOffer':
        return submitOffer(command, open);
      case 'AmendOffer':
        return amendOffer(command, open);
      case 'WithdrawOffer':
        return withdrawOffer(command, open);
      case 'CloseGate':
        return closeGate(command, open);
    }
  },

  evolve: (state, { type, data }) => {
    switch (type) {
      case 'AuctionScheduled':
        return { ...state, scheduled: data };
      case 'OfferSubmitted':
      case 'OfferAmended':
        return {
          ...state,
          offers: state.offers.set(data.offerId, { peerId: data.peerId, offer: data.offer }),
          standing: state.standing.set(data.peerId, data.offerId),
        };
      case 'OfferWithdrawn':
        return {
          ...state,
          offers: state.offers.set(data.offerId, { peerId: data.peerId, offer: null }),
          standing: state.standing.remove(data.peerId),
        };
      case 'GateClosed':
        return { ...state, closed: data };
    }
  },
};

/** Short name of what an offer says, for `ETag` and `If-Match`. */
export const offerVersion = (offer: Offer): string => digest(offer).slice(0, 16);

/** What a draft means from a peer that is registered with a role. */
export const completeOffer = (draft: OfferDraft, role: Role): Offer => ({
  ...draft,
  role: draft.role ?? role,
});

const scheduleAuction = (
  { schedule, facts: { market } }: ScheduleAuction,
  { scheduled }: Auction,
): AuctionDecision => {
  const { marketId, auctionId, start, end, gateClosesAt } = schedule;
  if (!market) return reject('market-unknown', `There is no market ${marketId}. Open it first.`);
  const { mtu = market.mtu, rules = market.rules } = schedule;
  const periods = periodsOf({ start, end, mtu });
  if (typeof periods === 'string') return reject('delivery-invalid', periods);
  const { currency } = market;
  const data = { marketId, auctionId, start, mtu, periods, gateClosesAt, rules, currency };
  if (scheduled && sameContent(scheduled, data)) return accept();
  if (scheduled)
    return reject(
      'auction-exists',
      `Auction ${auctionId} was scheduled before with another delivery, gate or rules. Give the new one another id.`,
    );
  return seriesProblem(market, data) ?? accept({ type: 'AuctionScheduled', data });
};

const seriesProblem = ({ series }: MarketFacts, { periods }: { readonly periods: number }) => {
  const unfit = series.filter(({ length }) => length !== periods);
  return unfit.length === 0
    ? undefined
    : reject(
        'series-length',
        `The auction has ${periods} periods, but ${unfit.map(({ name, length }) => `${name} has ${length} values`).join(', ')}.`,
      );
};

const submitOffer = (command: SubmitOffer, state: ScheduledAuction): AuctionDecision => {
  const { marketId, auctionId, offerId, peerId, facts } = command;
  if (!maySpeakFor(command, peerId)) return notYourOffer(command, peerId);
  if (!facts.peer)
    return reject(
      'peer-unknown',
      `There is no peer ${peerId} in market ${marketId}. Register it first.`,
    );
  const offer = completeOffer(command.offer, facts.peer.role);
  const kept = state.offers.get(offerId);
  if (kept?.offer && kept.peerId === peerId && sameContent(kept.offer, offer)) return accept();
  const data = { marketId, auctionId, offerId, peerId, offer };
  return (
    lateness(command, state) ??
    standingProblem(command, state) ??
    offerProblem({ peerId, offer, facts }, state) ??
    accept({ type: 'OfferSubmitted', data })
  );
};

const standingProblem = ({ offerId, peerId }: SubmitOffer, state: ScheduledAuction) => {
  const standing = state.standing.get(peerId);
  if (standing !== undefined)
    return reject(
      'offer-exists',
      `Peer ${peerId} has offer ${standing} in this auction. Amend it, or withdraw it first.`,
    );
  const kept = state.offers.get(offerId);
  if (kept && kept.peerId !== peerId)
    return reject('offer-exists', `Offer id ${offerId} is taken. Choose another, or give none.`);
  return state.standing.size >= AUCTION_OFFERS_MAX
    ? reject('book-full', `The auction holds ${AUCTION_OFFERS_MAX} offers and takes no more.`)
    : undefined;
};

const contentProblem = (offer: Offer, { scheduled }: ScheduledAuction) => {
  const problems = offerProblems(offer, scheduled.periods);
  return problems.length === 0
    ? undefined
    : reject(
        'offer-invalid',
        problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
      );
};

interface OfferOfPeer {
  readonly peerId: string;
  readonly offer: Offer;
  readonly before?: Offer;
  readonly facts: OfferFacts;
}

const offerProblem = (offered: OfferOfPeer, state: ScheduledAuction) =>
  contentProblem(offered.offer, state) ?? creditProblem(offered, state);

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

const amendOffer = (command: AmendOffer, state: ScheduledAuction): AuctionDecision => {
  const found = findOffer(command, state);
  if ('accepted' in found) return found;
  const { marketId, auctionId, offerId, facts } = command;
  const { peerId, offer: before } = found;
  if (command.peerId !== undefined && command.peerId !== peerId)
    return reject(
      'not-your-offer',
      `Offer ${offerId} is peer ${peerId}'s, not peer ${command.peerId}'s.`,
    );
  if (!before)
    return reject('offer-withdrawn', `Offer ${offerId} was withdrawn. Submit a new one.`);
  if (!facts.peer)
    return reject('peer-unknown', `There is no peer ${peerId} in market ${marketId}.`);
  const offer = completeOffer(command.offer, facts.peer.role);
  if (sameContent(before, offer)) return accept();
  const data = { marketId, auctionId, offerId, peerId, offer };
  return (
    lateness(command, state) ??
    versionProblem(command, before) ??
    offerProblem({ peerId, offer, before, facts }, state) ??
    accept({ type: 'OfferAmended', data })
  );
};

const withdrawOffer = (command: WithdrawOffer, state: ScheduledAuction): AuctionDecision => {
  const found = findOffer(command, state);
  if ('accepted' in found) return found;
  const { marketId, auctionId, offerId } = command;
  const { peerId, offer } = found;
  if (!offer) return accept();
  const data = { marketId, auctionId, offerId, peerId };
  return (
    lateness(command, state) ??
    versionProblem(command, offer) ??
    accept({ type: 'OfferWithdrawn', data })
  );
};

const findOffer = (address: OfferAddress, state: ScheduledAuction) => {
  const kept = state.offers.get(address.offerId);
  if (!kept)
    return reject(
      'offer-unknown',
      `There is no offer ${address.offerId} in auction ${address.auctionId}. Submit it first.`,
    );
  return maySpeakFor(address, kept.peerId) ? kept : notYourOffer(address, kept.peerId);
};

const maySpeakFor = ({ actor }: OfferAddress, peerId: string): boolean =>
  !actor.startsWith('peer:') || actor === `peer:${peerId}`;

const notYourOffer = ({ actor, offerId }: OfferAddress, peerId: string) =>
  reject('not-your-offer', `Offer ${offerId} is peer ${peerId}'s; ${actor} cannot speak for it.`);

const versionProblem = ({ onlyIf }: Conditional, offer: Offer) =>
  onlyIf === undefined || onlyIf.includes(offerVersion(offer))
    ? undefined
    : reject(
        'changed-meanwhile',
        `The offer was changed meanwhile: it is now version ${offerVersion(offer)}. Read it again.`,
      );

/** The gate is shut from the instant that was announced, whenever the closing itself is recorded. */
const lateness = (
  { facts: { at } }: { readonly facts: Pick<OfferFacts, 'at'> },
  state: ScheduledAuction,
) => {
  const { auctionId, gateClosesAt } = state.scheduled;
  const closedAt = state.closed?.closedAt ?? gateClosesAt;
  return !state.closed && Date.parse(at) < Date.parse(gateClosesAt)
    ? undefined
    : reject(
        'gate-closed',
        `The gate of auction ${auctionId} closed at ${closedAt}; this came at ${at}. Offer in a later auction.`,
      );
};
