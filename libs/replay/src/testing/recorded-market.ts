import { clearCase } from '@trueque/clearing';
import { bookDigest, type CaseFile, type OffersEvent } from '@trueque/contracts';
import type { EventStore } from '@trueque/event-store';
import { accept, type Decider, type DomainEvent, isoInstant } from '@trueque/kernel';
import { loadHighs } from '@trueque/highs';
import type { AuctionSummary } from '../run/auction-summary.js';
import { summarise } from '../run/summarise.js';

/** Keeps whatever it is given: for tests that need a log and not the rules that made it. */
const recorder = (category: string): Decider<readonly DomainEvent[], null, DomainEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

export const record = async (
  store: EventStore,
  stream: { readonly category: string; readonly id: string; readonly marketId: string },
  events: readonly DomainEvent[],
): Promise<void> => {
  await store.transact(recorder(stream.category), stream.id, events, {
    ...{ partition: stream.marketId, causedBy: `test-${stream.category}-${stream.id}` },
    ...{ actor: 'test', occurredAt: '2026-01-01T00:00:00Z' },
  });
};

/** A market whose every auction is the same case, starting days after each other, cleared. */
export const recordMarket = async (
  store: EventStore,
  marketId: string,
  file: CaseFile,
  days: number,
): Promise<void> => {
  await record(store, { category: 'market', id: marketId, marketId }, marketEvents(marketId, file));
  for (let day = 0; day < days; day += 1) {
    const start = isoInstant(Date.parse(file.start) + day * 86_400_000);
    const auctionId = start.slice(0, 10);
    const ofDay = { ...file, start, name: `${marketId}/${auctionId}` };
    const id = `${marketId}/${auctionId}`;
    const events = auctionEvents(marketId, auctionId, ofDay);
    await record(store, { category: 'auction', id, marketId }, events);
    const cleared = await clearedEvent(marketId, auctionId, ofDay);
    await record(store, { category: 'clearing', id, marketId }, [cleared]);
  }
};

const marketEvents = (marketId: string, file: CaseFile): OffersEvent[] => [
  {
    type: 'MarketOpened',
    data: {
      ...{ marketId, name: marketId, currency: file.currency, timeZone: 'UTC' },
      ...{ mtu: file.mtu, rules: file.rules },
    },
  },
  ...file.communities.map((community): OffersEvent => ({
    type: 'CommunityRegistered',
    data: { marketId, community },
  })),
  ...file.peers.map(({ id, community }): OffersEvent => ({
    type: 'PeerRegistered',
    data: { marketId, peerId: id, communityId: community, role: 'prosumer' },
  })),
];

const auctionEvents = (marketId: string, auctionId: string, file: CaseFile): OffersEvent[] => {
  const ids = { marketId, auctionId };
  const offers = file.peers.map(({ id, community: _, ...offer }) => ({
    ...{ offerId: `${auctionId}.${id}`, peerId: id, offer },
  }));
  return [
    {
      type: 'AuctionScheduled',
      data: {
        ...{ ...ids, start: file.start, mtu: file.mtu, periods: file.periods },
        ...{ gateClosesAt: file.start, rules: file.rules, currency: file.currency },
      },
    },
    ...offers.map((offer): OffersEvent => ({ type: 'OfferSubmitted', data: { ...ids, ...offer } })),
    {
      type: 'GateClosed',
      data: {
        ...{ ...ids, closedAt: file.start, offersCount: offers.length },
        bookDigest: bookDigest(offers),
      },
    },
  ];
};

const clearedEvent = async (marketId: string, auctionId: string, file: CaseFile) => {
  const { resultHash, inputHash, objective } = await summaryOf(file, auctionId);
  return {
    type: 'AuctionCleared',
    data: {
      ...{ marketId, auctionId, start: file.start, mtu: file.mtu, periods: file.periods },
      ...{ currency: file.currency, pricing: file.rules.pricing, engine: 'lp', rung: 'first' },
      ...{ solver: { name: 'test', version: '1', options: {} }, inputHash, resultHash, objective },
      ...{ communities: [], schedules: [], flows: [], tradesCount: 0 },
      certificate: { primal: [], dual: [], primalInfeasibility: 0, dualInfeasibility: 0, gap: 0 },
    },
  };
};

/** A case cleared in this thread and summarised. */
export const summaryOf = async (file: CaseFile, auctionId = 'one'): Promise<AuctionSummary> =>
  summarise(auctionId, file.currency, clearCase(file, { engine: 'auto' }, await loadHighs()));
