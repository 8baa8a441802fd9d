import type { AuctionState, Offer } from '@trueque/contracts';
import type { Decision } from '@trueque/kernel';
import { type Map as PersistentMap } from 'immutable';
import type { AuctionRefusal } from './auction-command.js';
import type { DataOf, EventOf } from './offers-event.js';

export type AuctionEvent = EventOf<
  | 'AuctionScheduled'
  | 'OpeningSet'
  | 'AuctionOpened'
  | 'AuctionSuspended'
  | 'AuctionResumed'
  | 'AuctionCancelled'
  | 'OfferSubmitted'
  | 'OfferAmended'
  | 'OfferWithdrawn'
  | 'StandingOfferSkipped'
  | 'GateClosed'
>;

/** An offer that came, standing or withdrawn (then `offer` is null). */
export interface KeptOffer {
  readonly peerId: string;
  readonly offer: Offer | null;
  /** Of the auction's stream: where the offer was submitted, amended, withdrawn. */
  readonly revisions: readonly number[];
}

export interface Auction {
  /** Events so far. */
  readonly revision: number;
  readonly scheduled: DataOf<'AuctionScheduled'> | null;
  /** Null where it is open from its schedule on. */
  readonly opensAt: string | null;
  /** As far as intake knows: up to the gate. */
  readonly life: AuctionState;
  /** Whether it was open once: standing offers enter then, and only then. */
  readonly hasOpened: boolean;
  readonly closed: DataOf<'GateClosed'> | null;
  readonly offers: PersistentMap<string, KeptOffer>;
  /** Peer to the id of its standing offer: at most one. */
  readonly standing: PersistentMap<string, string>;
}

export interface ScheduledAuction extends Auction {
  readonly scheduled: DataOf<'AuctionScheduled'>;
}

export type AuctionDecision = Decision<AuctionEvent, AuctionRefusal>;

/** The book: what would be cleared if the gate closed now. */
export const standingOffers = ({ standing, offers }: Auction) =>
  [...standing].flatMap(([peerId, offerId]) => {
    const offer = offers.get(offerId)?.offer;
    return offer ? [{ offerId, peerId, offer }] : [];
  });
