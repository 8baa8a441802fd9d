import type {
  CreditObjection,
  MarketRules,
  Offer,
  PriceLimits,
  PriceObjection,
  Reasoned,
  Role,
} from '@trueque/contracts';
import type { Mtu } from '@trueque/kernel';
import type { MarketFacts } from './market-facts.js';
import type { PeerCredit } from './offer-credit.js';

export interface Schedule {
  readonly marketId: string;
  readonly auctionId: string;
  readonly start: string;
  readonly end: string;
  /** Without it, it is open from its schedule on. */
  readonly opensAt?: string | undefined;
  readonly gateClosesAt: string;
  /** Those of the market where they are not given. */
  readonly mtu?: Mtu | undefined;
  readonly rules?: MarketRules | undefined;
}

/** An offer as a peer writes it: without a role it has the one that the peer is registered with. */
export type OfferDraft = Omit<Offer, 'role'> & { readonly role?: Offer['role'] | undefined };

/** What the caller looked up: the time, and what the market knows of the peer (null: no such peer). */
export interface OfferFacts {
  readonly at: string;
  readonly peer: { readonly role: Role } | null;
  /** Null where the peer has no account, and so no limit. */
  readonly credit: PeerCredit | null;
  /** What the market lets a price be. */
  readonly limits?: PriceLimits | undefined;
}

/** An offer that its peer stands by in every auction. */
export interface StandingEntry {
  readonly peerId: string;
  readonly version: number;
  readonly offer: Offer;
}

/** What the caller looked up for an auction that opens: who stands by an offer, and what is known of them. */
export interface OpeningFacts {
  readonly at: string;
  readonly standing: readonly StandingEntry[];
  /** Of the peers that have an account. */
  readonly credits: ReadonlyMap<string, PeerCredit>;
  readonly limits?: PriceLimits | undefined;
}

/** Which offer, and who speaks: `peer:P3` may speak for P3 only. */
export interface OfferAddress {
  readonly marketId: string;
  readonly auctionId: string;
  readonly offerId: string;
  readonly actor: string;
}

/** Changes only what is still of one of these versions, see `offerVersion`. */
export interface Conditional {
  readonly onlyIf?: readonly string[] | undefined;
}

export interface ScheduleAuction {
  readonly type: 'ScheduleAuction';
  readonly schedule: Schedule;
  readonly facts: { readonly market: MarketFacts | null; readonly opening?: OpeningFacts };
}

export interface AuctionAddress {
  readonly marketId: string;
  readonly auctionId: string;
}

/** Its announced instant has come. */
export interface OpenAuction extends AuctionAddress {
  readonly type: 'OpenAuction';
  readonly facts: OpeningFacts;
}

export interface SuspendAuction extends AuctionAddress, Reasoned {
  readonly type: 'SuspendAuction';
}

export interface ResumeAuction extends AuctionAddress, Reasoned {
  readonly type: 'ResumeAuction';
  readonly facts: OpeningFacts;
}

export interface CancelAuction extends AuctionAddress, Reasoned {
  readonly type: 'CancelAuction';
}

export interface SubmitOffer extends OfferAddress {
  readonly type: 'SubmitOffer';
  readonly peerId: string;
  readonly offer: OfferDraft;
  readonly facts: OfferFacts;
}

/** One of many offers that are said at once. */
export type OfferEntry = Pick<SubmitOffer, 'offerId' | 'peerId' | 'offer'>;

/** Each is taken or declined as if it came alone, in this order. */
export interface SubmitOffers extends AuctionAddress {
  readonly type: 'SubmitOffers';
  readonly actor: string;
  readonly offers: readonly OfferEntry[];
  readonly facts: Pick<OfferFacts, 'at' | 'limits'> & {
    readonly peers: Pick<ReadonlyMap<string, { readonly role: Role }>, 'get'>;
    /** Of the peers that have an account. */
    readonly credits: ReadonlyMap<string, PeerCredit>;
  };
}

export interface AmendOffer extends OfferAddress, Conditional {
  readonly type: 'AmendOffer';
  /** Where it is given, it must be the peer whose offer this is. */
  readonly peerId?: string | undefined;
  readonly offer: OfferDraft;
  readonly facts: OfferFacts;
}

export interface WithdrawOffer extends OfferAddress, Conditional {
  readonly type: 'WithdrawOffer';
  readonly facts: Pick<OfferFacts, 'at'>;
}

export interface CloseGate {
  readonly type: 'CloseGate';
  readonly marketId: string;
  readonly auctionId: string;
  readonly facts: Pick<OfferFacts, 'at'> & {
    /** Of the peers that have an account. */
    readonly credits: ReadonlyMap<string, PeerCredit>;
    readonly limits?: PriceLimits | undefined;
  };
}

export type LifeCommand = OpenAuction | SuspendAuction | ResumeAuction | CancelAuction | CloseGate;

export type AuctionCommand =
  ScheduleAuction | SubmitOffer | SubmitOffers | AmendOffer | WithdrawOffer | LifeCommand;

export type AuctionRefusal =
  | CreditObjection
  | PriceObjection
  | 'auction-state'
  | 'auction-suspended'
  | 'auction-cancelled'
  | 'not-open'
  | 'opening-invalid'
  | 'market-unknown'
  | 'auction-exists'
  | 'auction-unknown'
  | 'delivery-invalid'
  | 'series-length'
  | 'peer-unknown'
  | 'not-your-offer'
  | 'offer-invalid'
  | 'offer-exists'
  | 'offer-unknown'
  | 'offer-withdrawn'
  | 'changed-meanwhile'
  | 'book-full'
  | 'gate-closed';
