import {
  type Offer,
  offerProblems,
  type PriceLimits,
  type PriceObjection,
  type Role,
} from '@trueque/contracts';
import { accept, type Decider, type Decision, reject } from '@trueque/kernel';
import { Map as PersistentMap } from 'immutable';
import type { OfferDraft, StandingEntry } from './auction-command.js';
import { completeOffer } from './auction.decider.js';
import { type DataOf, type EventOf, sameContent } from './offers-event.js';
import { priceObjection } from './price-limits.js';

export type StandingOffersEvent = EventOf<'StandingOfferSet' | 'StandingOfferWithdrawn'>;

interface OfPeer {
  readonly marketId: string;
  readonly peerId: string;
  readonly actor: string;
  /** Changes only what is still of one of these versions. */
  readonly onlyIf?: readonly string[] | undefined;
}

export interface SetStandingOffer extends OfPeer {
  readonly type: 'SetStandingOffer';
  readonly offer: OfferDraft;
  readonly facts: {
    /** Null where the market has no such peer. */
    readonly peer: { readonly role: Role } | null;
    readonly limits?: PriceLimits | undefined;
  };
}

export interface WithdrawStandingOffer extends OfPeer {
  readonly type: 'WithdrawStandingOffer';
}

export type StandingOffersCommand = SetStandingOffer | WithdrawStandingOffer;

export type StandingOffersRefusal =
  | PriceObjection
  | 'peer-unknown'
  | 'not-your-offer'
  | 'offer-invalid'
  | 'standing-offer-unknown'
  | 'changed-meanwhile';

/** The latest version of what a peer said; `offer` is null where it was withdrawn. */
export interface StandingOfferOfPeer {
  readonly version: number;
  readonly offer: Offer | null;
}

export type StandingOffers = PersistentMap<string, StandingOfferOfPeer>;

/** Offers of a market's peers until further notice: each enters every auction at its opening. */
export const standingOffersOfMarket: Decider<
  StandingOffersCommand,
  StandingOffers,
  StandingOffersEvent,
  StandingOffersRefusal
> = {
  category: 'standing-offers',
  initial: PersistentMap(),
  decide: (command, state) => {
    const { actor, peerId } = command;
    if (actor.startsWith('peer:') && actor !== `peer:${peerId}`)
      return reject('not-your-offer', `${actor} cannot speak for peer ${peerId}.`);
    const kept = state.get(peerId) ?? NONE_YET;
    return command.type === 'SetStandingOffer' ? set(command, kept) : withdraw(command, kept);
  },
  evolve: (state, { type, data }) => {
    const { peerId, version } = data;
    return state.set(peerId, { version, offer: type === 'StandingOfferSet' ? data.offer : null });
  },
};

const NONE_YET: StandingOfferOfPeer = { version: 0, offer: null };

type StandingDecision = Decision<StandingOffersEvent, StandingOffersRefusal>;

const set = (command: SetStandingOffer, kept: StandingOfferOfPeer): StandingDecision => {
  const { marketId, peerId, facts } = command;
  if (!facts.peer)
    return reject('peer-unknown', `There is no peer ${peerId} in market ${marketId}.`);
  const offer = completeOffer(command.offer, facts.peer.role);
  if (kept.offer && sameContent(kept.offer, offer)) return accept();
  const data = { marketId, peerId, version: kept.version + 1, offer };
  return (
    versionProblem(command, kept) ??
    contentProblem(data, facts.limits) ??
    accept({ type: 'StandingOfferSet', data })
  );
};

const withdraw = (command: WithdrawStandingOffer, kept: StandingOfferOfPeer): StandingDecision => {
  const { marketId, peerId } = command;
  if (kept.version === 0)
    return reject('standing-offer-unknown', `Peer ${peerId} has no standing offer.`);
  if (!kept.offer) return accept();
  const data = { marketId, peerId, version: kept.version + 1 };
  return versionProblem(command, kept) ?? accept({ type: 'StandingOfferWithdrawn', data });
};

const versionProblem = ({ onlyIf }: OfPeer, { version }: StandingOfferOfPeer) =>
  onlyIf === undefined || onlyIf.includes(String(version))
    ? undefined
    : reject(
        'changed-meanwhile',
        `The standing offer was changed meanwhile: it is now version ${version}. Read it again.`,
      );

/** How many periods its auctions have is not known yet: its series must agree with each other. */
const contentProblem = (
  { offer, peerId }: DataOf<'StandingOfferSet'>,
  limits: PriceLimits | undefined,
): StandingDecision | undefined => {
  const problems = offerProblems(offer, seriesLengthOf(offer));
  if (problems.length > 0)
    return reject(
      'offer-invalid',
      problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
    );
  const objection = limits && priceObjection(offer, limits);
  return objection && reject(objection.reason, `Peer ${peerId}: ${objection.detail}`);
};

const LISTS: ReadonlySet<string> = new Set(['steps', 'bids']);

const seriesLengthOf = (value: object): number => {
  const members: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, member] of members) {
    if (Array.isArray(member) && !LISTS.has(key)) return member.length;
    const length = typeof member === 'object' && member !== null ? seriesLengthOf(member) : 1;
    if (length !== 1) return length;
  }
  return 1;
};

/** What enters an auction that opens now. */
export const standingEntries = (state: StandingOffers): readonly StandingEntry[] =>
  [...state].flatMap(([peerId, { version, offer }]) => (offer ? [{ peerId, version, offer }] : []));
