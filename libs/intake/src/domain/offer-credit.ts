import {
  type CreditLevel,
  creditLevelOf,
  type CreditObjection,
  dearestPriceOf,
  type Delivery,
  mayBuy,
  type Offer,
  type StandingOffer,
  worstCaseNanos,
} from '@trueque/contracts';
import { mtuHours } from '@trueque/kernel';
import type { DataOf } from './offers-event.js';

/** How the credit of a peer stands, with the worst case of its bids in other auctions; 10⁻⁹ currency. */
export interface PeerCredit {
  readonly level: CreditLevel;
  readonly exposureNanos: bigint;
  readonly limitNanos: bigint;
}

interface OfferOnCredit {
  readonly offer: Offer;
  /** What it takes the place of. */
  readonly before?: Offer | undefined;
  readonly credit: PeerCredit | null | undefined;
  readonly delivery: Delivery;
  /** The dearest price that its book can have; currency per kWh. */
  readonly dearestPrice: number;
}

/** Why credit does not carry an offer: for a program and for a person. */
export interface Objection {
  readonly reason: CreditObjection;
  readonly detail: string;
}

/** A peer without an account is held to no limit. */
export const creditObjection = (on: OfferOnCredit): Objection | undefined => {
  const { offer, before, credit, delivery, dearestPrice } = on;
  if (!credit) return undefined;
  if (credit.level === 'suspended') return SUSPENDED;
  if (!mayBuy(offer)) return undefined;
  const worstNanos = worstCaseNanos(offer, dearestPrice, delivery);
  if (before && worstNanos <= worstCaseNanos(before, dearestPrice, delivery)) return undefined;
  if (credit.level === 'restricted') return RESTRICTED;
  const level = creditLevelOf(credit.exposureNanos + worstNanos, credit.limitNanos);
  return level === 'restricted' ? exceeded(credit, worstNanos) : undefined;
};

const SUSPENDED: Objection = {
  reason: 'credit-suspended',
  detail: 'its credit is suspended. Ask the operator of the market.',
};

const RESTRICTED: Objection = {
  reason: 'credit-restricted',
  detail:
    'its credit is restricted: it may sell, and reduce what it buys. Offer no load, bid or charging, or pay first.',
};

const exceeded = ({ exposureNanos, limitNanos }: PeerCredit, worstNanos: bigint): Objection => ({
  reason: 'credit-exceeded',
  detail: `it may come to ${inCurrency(worstNanos)}, beside ${inCurrency(exposureNanos)} that is open; of a limit of ${inCurrency(limitNanos)} nine tenths may be. Offer less, or pay first.`,
});

const inCurrency = (nanos: bigint): string => (Number(nanos) / 1e9).toFixed(2);

export const deliveryOf = ({ periods, mtu, rules }: DataOf<'AuctionScheduled'>): Delivery => ({
  ...{ periods, hours: mtuHours(mtu) },
  curtailAt: rules.shortage === 'reject' ? undefined : rules.shortage.curtailAt,
});

/** Standing offers that the credit of their peers does not carry when the gate closes. */
export const uncarried = (
  standing: readonly StandingOffer[],
  delivery: Delivery,
  credits: ReadonlyMap<string, PeerCredit>,
): readonly (StandingOffer & { readonly because: CreditObjection })[] => {
  if (credits.size === 0) return [];
  const dearestPrice = dearestPriceOf(
    standing.map(({ offer }) => offer),
    delivery,
  );
  return standing.flatMap((it) => {
    const { offer, peerId } = it;
    const credit = credits.get(peerId);
    const objection = creditObjection({ offer, credit, delivery, dearestPrice });
    return objection ? [{ ...it, because: objection.reason }] : [];
  });
};
