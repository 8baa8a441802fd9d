import { type Offer, type Role, stateAfter } from '@trueque/contracts';
import {
  accept,
  type Decider,
  type Decision,
  type Declined,
  digest,
  reject,
} from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type {
  AmendOffer,
  AuctionCommand,
  AuctionRefusal,
  Conditional,
  OfferAddress,
  OfferDraft,
  SubmitOffer,
  SubmitOffers,
  WithdrawOffer,
} from './auction-command.js';
import type { Auction, AuctionDecision, AuctionEvent, ScheduledAuction } from './auction.js';
import { liveOn } from './auction-life.js';
import { doorProblem, offerProblem } from './offer-door.js';
import { type DataOf, type EventOf, sameContent } from './offers-event.js';
import { scheduleAuction } from './schedule-auction.js';

/** Standing offers that one auction takes. */
export const AUCTION_OFFERS_MAX = 100_000;

export const auction: Decider<AuctionCommand, Auction, AuctionEvent, AuctionRefusal> = {
  category: 'auction',

  initial: {
    ...{
      revision: 0,
      scheduled: null,
      opensAt: null,
      life: 'scheduled',
      hasOpened: false,
      closed: null,
    },
    ...{ offers: PersistentMap(), standing: PersistentMap() },
  },

  decide: (command, state) => {
    if (command.type === 'ScheduleAuction') return scheduleAuction(command, state);
    if (!state.scheduled)
      return reject(
        'auction-unknown',
        `There is no auction ${command.auctionId}. Schedule it first.`,
      );
    const scheduled = { ...state, scheduled: state.scheduled };
    switch (command.type) {
      case 'SubmitOffer':
        return submitOffer(command, scheduled);
      case 'SubmitOffers':
        return submitOffers(command, scheduled);
      case 'AmendOffer':
        return amendOffer(command, scheduled);
      case 'WithdrawOffer':
        return withdrawOffer(command, scheduled);
      default:
        return liveOn(command, scheduled);
    }
  },

  evolve: (before, event) => {
    const life = stateAfter(before.life, event);
    const revision = before.revision + 1;
    const hasOpened = before.hasOpened || life === 'open';
    const state = { ...before, revision, life, hasOpened };
    const { type, data } = event;
    switch (type) {
      case 'AuctionScheduled':
        return { ...state, scheduled: data };
      case 'OpeningSet':
        return { ...state, opensAt: data.opensAt, hasOpened: false };
      case 'AuctionOpened':
      case 'AuctionSuspended':
      case 'AuctionResumed':
      case 'AuctionCancelled':
      case 'StandingOfferSkipped':
        return state;
      case 'OfferSubmitted':
      case 'OfferAmended':
        return { ...state, ...entered(state, data) };
      case 'OfferWithdrawn':
        return { ...state, ...left(state, data) };
      case 'GateClosed':
        return { ...state, closed: data };
    }
  },
};

type Book = Pick<Auction, 'offers' | 'standing' | 'revision'>;

const entered = (book: Book, { offerId, peerId, offer }: DataOf<'OfferSubmitted'>): Book => ({
  ...book,
  offers: book.offers.set(offerId, { peerId, offer, revisions: revisionsOf(book, offerId) }),
  standing: book.standing.set(peerId, offerId),
});

const left = (book: Book, { offerId, peerId }: DataOf<'OfferWithdrawn'>): Book => ({
  ...book,
  offers: book.offers.set(offerId, { peerId, offer: null, revisions: revisionsOf(book, offerId) }),
  standing: book.standing.remove(peerId),
});

const revisionsOf = ({ offers, revision }: Book, offerId: string): readonly number[] => [
  ...(offers.get(offerId)?.revisions ?? []),
  revision,
];

/** Short name of what an offer says, for `ETag` and `If-Match`. */
export const offerVersion = (offer: Offer): string => digest(offer).slice(0, 16);

/** What a draft means from a peer that is registered with a role. */
export const completeOffer = (draft: OfferDraft, role: Role): Offer => ({
  ...draft,
  role: draft.role ?? role,
});

const submitOffer = (
  command: SubmitOffer,
  state: ScheduledAuction,
): Decision<EventOf<'OfferSubmitted'>, AuctionRefusal> => {
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
    doorProblem(command, state) ??
    standingProblem(command, state) ??
    offerProblem({ peerId, offer, facts }, state) ??
    accept({ type: 'OfferSubmitted', data })
  );
};

/** Each decided as if it came alone. Nobody else sees the book that they enter meanwhile. */
const submitOffers = (command: SubmitOffers, state: ScheduledAuction): AuctionDecision => {
  const { offers, facts, type: _, ...address } = command;
  const { at, limits, credits, peers } = facts;
  const events: AuctionEvent[] = [];
  const declined: Declined<AuctionRefusal>[] = [];
  let book: Book = {
    ...{ offers: state.offers.asMutable(), standing: state.standing.asMutable() },
    revision: state.revision,
  };
  for (const [index, entry] of offers.entries()) {
    const { peerId } = entry;
    const known = { peer: peers.get(peerId) ?? null, credit: credits.get(peerId) ?? null };
    const alone = { ...address, ...entry, facts: { at, limits, ...known } };
    const decision = submitOffer({ type: 'SubmitOffer', ...alone }, { ...state, ...book });
    if (!decision.accepted) {
      const { reason, detail } = decision;
      declined.push({ index, reason, detail });
      continue;
    }
    events.push(...decision.events);
    for (const { data } of decision.events) book = entered(book, data);
  }
  return { accepted: true, events, declined };
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
    doorProblem(command, state) ??
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
    doorProblem(command, state) ??
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
