import {
  bookDigest,
  type CaseFile,
  type OffersEvent,
  type StandingOffer,
} from '@trueque/contracts';
import type { EventStore, RecordedEvent } from '@trueque/event-store';
import { accept, type Decider } from '@trueque/kernel';
import type { AuctionId } from '../domain/auction-result.js';

/** Says whatever it is told: what intake would have decided. */
const said = (category: string): Decider<readonly OffersEvent[], null, OffersEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

/** Records events of a stream (`market-harbour`) as intake would have. */
export const tell = (
  store: EventStore,
  { marketId, stream }: { readonly marketId: string; readonly stream: string },
  events: readonly OffersEvent[],
) => {
  const [category = '', ...key] = stream.split('-');
  return store.transact(said(category), key.join('-'), events, {
    ...{ partition: marketId, causedBy: `${stream}/${events[0]?.type}`, actor: 'test' },
    occurredAt: '2026-01-31T12:00:00Z',
  });
};

/** Records a case as a market and an auction whose gate has closed; answers that event. */
export const tellAuction = async (
  store: EventStore,
  ids: AuctionId,
  file: CaseFile,
): Promise<RecordedEvent> => {
  const { auctionId, marketId } = ids;
  await tell(store, { marketId, stream: `market-${marketId}` }, marketEvents(marketId, file));
  const stream = `auction-${marketId}/${auctionId}`;
  await tell(store, { marketId, stream }, auctionEvents(ids, file));
  for await (const event of store.readStream(marketId, stream))
    if (event.type === 'GateClosed') return event;
  throw new Error('the gate did not close');
};

const marketEvents = (marketId: string, file: CaseFile): OffersEvent[] => [
  ...file.communities.map((community): OffersEvent => ({
    type: 'CommunityRegistered',
    data: { marketId, community },
  })),
  ...file.peers.map(({ community, id, role }): OffersEvent => ({
    type: 'PeerRegistered',
    data: {
      ...{ marketId, peerId: id, communityId: community },
      role: Array.isArray(role) ? role[0]! : role,
    },
  })),
  ...file.contracts.map((contract, index): OffersEvent => ({
    type: 'ContractAgreed',
    data: { marketId, contractId: `K${index}`, contract, validFrom: '2020-01-01T00:00:00Z' },
  })),
];

const auctionEvents = (ids: AuctionId, file: CaseFile): OffersEvent[] => {
  const offers = file.peers.map(({ id, community: _, ...offer }): StandingOffer => ({
    offerId: `o-${id}`,
    peerId: id,
    offer,
  }));
  return [
    {
      type: 'AuctionScheduled',
      data: {
        ...{ ...ids, rules: file.rules, currency: file.currency },
        ...{ start: '2026-01-31T18:00:00Z', mtu: file.mtu, periods: file.periods },
        gateClosesAt: '2026-01-31T12:00:00Z',
      },
    },
    ...offers.map((offer): OffersEvent => ({ type: 'OfferSubmitted', data: { ...ids, ...offer } })),
    {
      type: 'GateClosed',
      data: {
        ...{ ...ids, closedAt: '2026-01-31T12:00:00Z' },
        ...{ offersCount: offers.length, bookDigest: bookDigest(offers) },
      },
    },
  ];
};
