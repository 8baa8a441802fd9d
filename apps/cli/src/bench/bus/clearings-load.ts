import { bookDigest, type CaseFile, type OffersEvent } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import { seededMarket } from '../seeded-market.js';

/** Twenty homes over a day of quarter-hours, half of the roofs with a battery. */
const SIZE = { peers: 20, communities: 2, periods: 96, batteries: 0.5 };
const START = '2026-06-01T00:00:00Z';
const CLOSED_AT = '2026-05-31T10:00:00Z';

const speaker = (category: string): Decider<OffersEvent, null, OffersEvent, never> => ({
  category,
  initial: null,
  decide: (event) => accept(event),
  evolve: (state) => state,
});
const marketSpeaker = speaker('market');
const auctionSpeaker = speaker('auction');

/** The books of one auction in each market, open; `close` shuts all gates at once. */
export class ClearingsLoad {
  private readonly markets: readonly CaseFile[];

  constructor(
    private readonly store: EventStore,
    private readonly marketIds: readonly string[],
  ) {
    this.markets = marketIds.map((_, seed) => seededMarket(SIZE, seed + 1));
  }

  openMarkets(): Promise<unknown> {
    return this.inEach((marketId, file) =>
      this.say(marketId, marketEvents(marketId, file), marketSpeaker, marketId),
    );
  }

  fillBooks(auctionId: string): Promise<unknown> {
    return this.inEach((marketId, file) => {
      const offers = offersOf(file, auctionId).map((standing) => ({
        marketId,
        auctionId,
        ...standing,
      }));
      const events = [
        scheduled(marketId, auctionId, file),
        ...offers.map((data) => ({ type: 'OfferSubmitted', data }) as const),
      ];
      return this.say(marketId, events, auctionSpeaker, `${marketId}/${auctionId}`);
    });
  }

  close(auctionId: string): Promise<unknown> {
    return this.inEach((marketId, file) => {
      const offers = offersOf(file, auctionId);
      const data = {
        ...{ marketId, auctionId, closedAt: CLOSED_AT },
        ...{ offersCount: offers.length, bookDigest: bookDigest(offers) },
      };
      const closed = { type: 'GateClosed', data } as const;
      return this.say(marketId, [closed], auctionSpeaker, `${marketId}/${auctionId}`);
    });
  }

  private inEach(say: (marketId: string, file: CaseFile) => Promise<void>): Promise<unknown> {
    return Promise.all(this.markets.map((file, index) => say(this.marketIds[index] ?? '', file)));
  }

  private async say(
    partition: string,
    events: readonly OffersEvent[],
    decider: typeof marketSpeaker,
    id: string,
  ): Promise<void> {
    for (const [index, event] of events.entries())
      await this.store.transact(decider, id, event, {
        ...{ partition, actor: 'bench', occurredAt: CLOSED_AT },
        causedBy: `${event.type} ${index}`,
      });
  }
}

const marketEvents = (marketId: string, file: CaseFile): readonly OffersEvent[] => {
  const { communities, contracts, currency, mtu, peers, rules } = file;
  const opened = { marketId, name: marketId, currency, timeZone: 'UTC', mtu, rules };
  return [
    { type: 'MarketOpened', data: opened },
    ...communities.map(
      (community) => ({ type: 'CommunityRegistered', data: { marketId, community } }) as const,
    ),
    ...peers.map(({ id: peerId, community: communityId, role }) => {
      const first = Array.isArray(role) ? (role[0] ?? 'consumer') : role;
      return {
        type: 'PeerRegistered',
        data: { marketId, peerId, communityId, role: first },
      } as const;
    }),
    ...contracts.map((contract, index) => {
      const data = { marketId, contractId: `k${index}`, contract, validFrom: START };
      return { type: 'ContractAgreed', data } as const;
    }),
  ];
};

const scheduled = (marketId: string, auctionId: string, file: CaseFile): OffersEvent => {
  const { currency, mtu, periods, rules } = file;
  const times = { start: START, gateClosesAt: CLOSED_AT, mtu, periods };
  return { type: 'AuctionScheduled', data: { marketId, auctionId, ...times, rules, currency } };
};

const offersOf = ({ peers }: CaseFile, auctionId: string) =>
  peers.map(({ id: peerId, community: _, ...offer }) => ({
    ...{ peerId, offer },
    offerId: `${auctionId}-${peerId}`,
  }));
