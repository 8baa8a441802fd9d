import {
  type CaseCommunity,
  clearingsEvents,
  type contractAgreedSchema,
  type MarketRules,
  type Offer,
  offersEvents,
  type Role,
} from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import type { z } from 'zod';
import type { ClearedTrade } from './domain/facts.js';
import {
  type DayReadings,
  dayReadings,
  type RecordedReadings,
} from './domain/metering/day-readings.js';

/** An auction, and how far the log of its market may be read: what was known at that position. */
export interface Scope {
  readonly marketId: string;
  readonly auctionId: string;
  readonly position: number;
}

export interface RegisteredPeer {
  readonly peerId: string;
  readonly communityId: string;
  readonly role: Role;
}

export type AgreedContract = z.infer<typeof contractAgreedSchema>;

export interface RecordedMembers {
  readonly peers: ReadonlyMap<string, RegisteredPeer>;
  readonly communities: readonly CaseCommunity[];
  /** Until when each holds is that of its end, where one was said. */
  readonly contracts: readonly AgreedContract[];
}

export interface RecordedOffers {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly rules: MarketRules | undefined;
}

export type AuctionClearedData = ReturnType<typeof clearingsEvents.AuctionCleared.data.parse>;

export interface ToldReadings {
  readonly readings: DayReadings;
  /** Of the event that told last; null where none did. */
  readonly latestEventId: string | null;
}

export interface RecordedClearing {
  readonly eventId: string;
  /** From where on it counts: where it was published after a review, else where it was cleared. */
  readonly position: number;
  readonly data: AuctionClearedData;
  /** Those that are there; complete when there are `data.tradesCount` of them. */
  readonly trades: readonly ClearedTrade[];
}

/**
 * What others recorded, folded from their streams. Everything but the trades of a clearing, which
 * were appended with it, is read up to the scope's position: so handling an event again, at
 * whatever time, finds the same facts.
 */
export class RecordedFacts {
  constructor(private readonly store: EventStore) {}

  /** The latest clearing of the auction that counts; undefined where there is none, or it is under review. */
  async clearing(scope: Scope): Promise<RecordedClearing | undefined> {
    const draft = new ClearingDraft();
    for await (const event of this.store.readStream(scope.marketId, `clearing-${idOf(scope)}`)) {
      const isLater = event.position > scope.position;
      if (isLater && DECIDED_ALONE.has(event.type)) break;
      draft.take(event);
    }
    return draft.result();
  }

  /** Who belongs to the market. */
  async members(scope: Scope): Promise<RecordedMembers> {
    const peers = new Map<string, RegisteredPeer>();
    const communities: CaseCommunity[] = [];
    const contracts = new Map<string, AgreedContract>();
    for await (const { type, data } of this.upTo(scope, `market-${scope.marketId}`)) {
      if (type === 'CommunityRegistered') {
        communities.push(offersEvents.CommunityRegistered.data.parse(data).community);
      }
      if (type === 'ContractAgreed') {
        const agreed = offersEvents.ContractAgreed.data.parse(data);
        contracts.set(agreed.contractId, agreed);
      }
      if (type === 'ContractEnded') {
        const { contractId, validTo } = offersEvents.ContractEnded.data.parse(data);
        const agreed = contracts.get(contractId);
        if (agreed) contracts.set(contractId, { ...agreed, validTo });
      }
      if (type !== 'PeerRegistered') continue;
      const peer = offersEvents.PeerRegistered.data.parse(data);
      peers.set(peer.peerId, peer);
    }
    return { peers, communities, contracts: [...contracts.values()] };
  }

  /** Standing offers of the auction by peer id, and the rules that it was scheduled by. */
  async book(scope: Scope): Promise<RecordedOffers> {
    const offers = new Map<string, Offer>();
    let rules: MarketRules | undefined;
    for await (const { type, data } of this.upTo(scope, `auction-${idOf(scope)}`)) {
      if (type === 'AuctionScheduled') rules = offersEvents.AuctionScheduled.data.parse(data).rules;
      if (type === 'OfferSubmitted' || type === 'OfferAmended') {
        const { peerId, offer } = offersEvents[type].data.parse(data);
        offers.set(peerId, offer);
      }
      if (type === 'OfferWithdrawn') {
        offers.delete(offersEvents.OfferWithdrawn.data.parse(data).peerId);
      }
    }
    return { offers, rules };
  }

  /** What the meters told of an auction's periods, the later superseding the earlier. */
  async told(scope: Scope, periods: number): Promise<ToldReadings> {
    const recorded: RecordedReadings[] = [];
    for await (const event of this.upTo(scope, `readings-${idOf(scope)}`)) {
      if (event.type !== 'MeterReadingsRecorded') continue;
      const { readings } = offersEvents.MeterReadingsRecorded.data.parse(event.data);
      recorded.push({ eventId: event.id, readings });
    }
    return {
      readings: dayReadings(recorded, periods),
      latestEventId: recorded.at(-1)?.eventId ?? null,
    };
  }

  private async *upTo(scope: Scope, stream: string): AsyncGenerator<RecordedEvent> {
    for await (const event of this.store.readStream(scope.marketId, stream)) {
      if (event.position > scope.position) return;
      yield event;
    }
  }
}

/** What is appended with a clearing counts with it; these are words of their own. */
const DECIDED_ALONE: ReadonlySet<string> = new Set([
  'AuctionCleared',
  'ReviewDecided',
  'ClearingStarted',
]);

/** A clearing as its stream tells of it. */
class ClearingDraft {
  private cleared: RecordedEvent | undefined;
  private trades: RecordedEvent[] = [];
  private standsFrom: number | undefined;

  take(event: RecordedEvent): void {
    switch (event.type) {
      case 'AuctionCleared':
        [this.cleared, this.trades, this.standsFrom] = [event, [], event.position];
        break;
      case 'TradeExecuted':
        this.trades.push(event);
        break;
      case 'ReviewOpened':
        this.standsFrom = undefined;
        break;
      case 'ReviewDecided':
        this.standsFrom = isPublishing(event) ? event.position : undefined;
    }
  }

  result(): RecordedClearing | undefined {
    const { cleared, standsFrom: position, trades } = this;
    if (cleared === undefined || position === undefined) return undefined;
    const data = clearingsEvents.AuctionCleared.data.parse(cleared.data);
    return { eventId: cleared.id, position, data, trades: trades.map(tradeOf) };
  }
}

const isPublishing = ({ data }: RecordedEvent): boolean =>
  clearingsEvents.ReviewDecided.data.parse(data).decision === 'publish';

export const idOf = ({ marketId, auctionId }: Omit<Scope, 'position'>): string =>
  `${marketId}/${auctionId}`;

const tradeOf = (event: RecordedEvent): ClearedTrade => {
  const trade = clearingsEvents.TradeExecuted.data.parse(event.data);
  return {
    eventId: event.id,
    sellerId: trade.sellerId,
    buyerId: trade.buyerId,
    sellerCommunityId: trade.sellerCommunityId,
    buyerCommunityId: trade.buyerCommunityId,
    contract: trade.contract,
    energyWh: trade.energyWh,
    sentWh: trade.sentWh,
    buyerPriceMicrosPerKwh: trade.buyerPriceMicrosPerKwh,
    sellerPriceMicrosPerKwh: trade.sellerPriceMicrosPerKwh,
    linkCostMicrosPerKwh: trade.linkCostMicrosPerKwh,
  };
};
