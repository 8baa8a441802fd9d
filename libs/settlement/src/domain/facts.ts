import { compareText, digest, InvariantBroken, type Mtu, mtuMinutes, MTUS } from '@trueque/kernel';
import type { Quality } from './sharing/community-day.js';

/** A trade as clearing recorded it; `energyWh` is what the buyer receives of `sentWh`. */
export interface ClearedTrade {
  /** Id of the event that recorded it. */
  readonly eventId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly sellerCommunityId: string;
  readonly buyerCommunityId: string;
  /** `from→to` of the contract it was made under. */
  readonly contract?: string | undefined;
  /** Of that contract, where it has one. */
  readonly owner?: LinkOwner | undefined;
  readonly energyWh: readonly number[];
  readonly sentWh: readonly number[];
  readonly buyerPriceMicrosPerKwh: readonly number[];
  readonly sellerPriceMicrosPerKwh: readonly number[];
  readonly linkCostMicrosPerKwh: readonly number[];
}

/** Who is paid the cost of a link: an account, and its community where it is a peer's. */
export interface LinkOwner {
  readonly account: string;
  readonly communityId?: string | undefined;
}

/** What a peer was cleared to take from and give to others; `null` is zero throughout. */
export interface ClearedPeer {
  readonly peerId: string;
  readonly communityId: string;
  readonly importsWh: readonly number[] | null;
  readonly exportsWh: readonly number[] | null;
}

export interface CommunityPrice {
  readonly communityId: string;
  readonly priceMicrosPerKwh: readonly number[];
}

/** What the main grid sells and buys at, period by period; `null` where it does not. */
export interface GridTariff {
  readonly peerId: string;
  readonly communityId: string;
  readonly importPriceMicrosPerKwh: readonly (number | null)[];
  readonly feedInPriceMicrosPerKwh: readonly (number | null)[];
}

/** Everything the settlement of one cleared auction rests on. Plain JSON, so it has one digest. */
export interface ClearedAuction {
  readonly marketId: string;
  readonly auctionId: string;
  readonly start: string;
  readonly mtu: string;
  readonly periods: number;
  readonly currency: string;
  readonly prices: readonly CommunityPrice[];
  readonly peers: readonly ClearedPeer[];
  readonly trades: readonly ClearedTrade[];
  readonly grids: readonly GridTariff[];
}

/** Where a value comes from. */
export interface Origin {
  /** Id of the event that told it; of the clearing, where no meter did. */
  readonly eventId: string;
  readonly quality: Quality;
}

/** All that is known of one peer's meter, over all periods of the auction: told or estimated. */
export interface PeerReading extends Origin {
  readonly peerId: string;
  readonly communityId: string;
  readonly importWh: readonly number[];
  readonly exportWh: readonly number[];
  /** One a period, where they are not all of one; `quality` is the least trusted of them then. */
  readonly origins?: readonly Origin[] | undefined;
}

export const originOf = (reading: PeerReading, period: number): Origin =>
  reading.origins?.[period] ?? reading;

/** What an offer allows at most, whole Wh and 10⁻⁶ currency per kWh; a price is null where any will do. */
export interface OfferLimits {
  readonly peerId: string;
  readonly mostSentWh: readonly number[];
  readonly mostTakenWh: readonly number[];
  readonly leastPriceMicrosPerKwh: readonly (number | null)[];
  readonly greatestPriceMicrosPerKwh: readonly (number | null)[];
}

/** While a grid sends less than this, everybody may have another kWh from it at its price. */
export interface GridLimits {
  readonly peerId: string;
  readonly scarceFromWh: readonly number[];
  readonly priceMicrosPerKwh: readonly (number | null)[];
}

/** What the trades of an auction must keep to, whoever cleared it. */
export interface MarketLimits {
  readonly offers: readonly OfferLimits[];
  /** None where a border is limited, or where prices are not those of the margin. */
  readonly grids: readonly GridLimits[];
}

/** With readings (even none) it is a `metered` run, without it a `cleared` one. */
export interface SettlementInput {
  readonly auction: ClearedAuction;
  readonly readings?: readonly PeerReading[];
  /** What the trades must keep to. They are held against it, and no amount rests on it. */
  readonly limits?: MarketLimits;
}

export const mtuOf = ({ mtu }: { readonly mtu: string }): Mtu => {
  const known = MTUS.find((each) => each === mtu);
  if (known === undefined) throw new InvariantBroken(`${mtu} is no market time unit`);
  return known;
};

/** Whole, whatever the market time unit is. */
export const periodsPerHourOf = (of: { readonly mtu: string }): number =>
  60 / mtuMinutes(mtuOf(of));

/**
 * SHA-256 of the facts in a canonical order. Event ids are left out: they say where a fact was
 * found, not what it is, so the same reading recorded again is no new input.
 */
export const inputHashOf = ({ auction, readings }: SettlementInput): string =>
  digest({
    ...auction,
    prices: byDigest(auction.prices),
    peers: byDigest(auction.peers),
    grids: byDigest(auction.grids),
    trades: byDigest(auction.trades.map(withoutEvent)),
    readings: readings && byDigest(readings.map(asTold)),
  });

const withoutEvent = <Fact extends { readonly eventId: string }>(fact: Fact) => ({
  ...fact,
  eventId: undefined,
});

const asTold = (reading: PeerReading) => ({
  ...reading,
  ...{ eventId: undefined, origins: undefined },
  qualities: reading.origins?.map(({ quality }) => quality),
});

/** Lists are sets here, so their members' digests in order stand for them. */
const byDigest = (facts: readonly unknown[]): string[] => facts.map(digest).sort(compareText);
