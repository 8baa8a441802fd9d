import { bookDigest, type OffersEvent, type StandingOffer } from '@trueque/contracts';
import { InMemoryEventStore } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { accept, type Decider } from '@trueque/kernel';
import { type AuctionResult, auctionResult } from './domain/auction-result.js';
import { caseOf } from './domain/book.js';
import { bookFailure } from './domain/book-failure.js';
import { clearCase } from './domain/clear.js';
import { failAuctionAgain } from './fail-again.js';
import { recordedBook } from './recorded-book.js';

const ids = { marketId: 'harbour', auctionId: 'a' };
const rules = { structure: 'community', tradeCost: 'export', pricing: 'marginal' } as const;

const said = (category: string): Decider<readonly OffersEvent[], null, OffersEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

/** Needs 2 kWh, and whoever sells has this much. */
const offersWith = (max: number): readonly StandingOffer[] => [
  { offerId: 'o1', peerId: 'home', offer: { role: 'consumer', load: 2 } },
  { offerId: 'o2', peerId: 'sun', offer: { role: 'producer', generation: { max, cost: 0.1 } } },
];

describe('an auction that failed', () => {
  /** A log up to the gate of one auction with these offers, of which so many are recorded. */
  const logOf = async (offers: readonly StandingOffer[], counted = offers.length) => {
    const store = new InMemoryEventStore();
    const tell = (category: string, id: string, ...events: readonly OffersEvent[]) =>
      store.transact(said(category), id, events, {
        ...{ partition: ids.marketId, causedBy: category, actor: 'test' },
        occurredAt: '2026-01-31T12:00:00Z',
      });
    await tell(
      ...(['market', ids.marketId] as const),
      { type: 'CommunityRegistered', data: { marketId: ids.marketId, community: { id: 'C1' } } },
      ...(['home', 'sun'] as const).map((peerId): OffersEvent => ({
        type: 'PeerRegistered',
        data: { marketId: ids.marketId, peerId, communityId: 'C1', role: 'consumer' },
      })),
    );
    await tell(
      ...(['auction', `${ids.marketId}/${ids.auctionId}`] as const),
      {
        type: 'AuctionScheduled',
        data: {
          ...{ ...ids, mtu: 'PT1H', periods: 1, currency: 'EUR' },
          ...{ rules: { ...rules, shortage: 'reject' }, start: '2026-01-31T18:00:00Z' },
          gateClosesAt: '2026-01-31T12:00:00Z',
        },
      },
      ...offers.map((offer): OffersEvent => ({
        type: 'OfferSubmitted',
        data: { ...ids, ...offer },
      })),
      {
        type: 'GateClosed',
        data: {
          ...{ ...ids, closedAt: '2026-01-31T12:00:00Z' },
          ...{ offersCount: counted, bookDigest: bookDigest(offers) },
        },
      },
    );
    return store;
  };

  const failedIn = async (store: InMemoryEventStore) => {
    const book = await recordedBook(store, ids, 1_000);
    const failed = bookFailure(ids, book);
    if (failed !== undefined) return failed;
    const clearing = clearCase(caseOf(book), { engine: 'auto' }, await loadHighs());
    const result = auctionResult(ids, { stops: [], found: { rung: 'first', clearing } }, 'EUR');
    return failureOf(result);
  };

  const failureOf = (result: AuctionResult) => {
    if (result.status === 'failed') return result.failed;
    throw new Error('it was cleared');
  };

  const again = async (store: InMemoryEventStore, data: object) => {
    const event = { data, partition: ids.marketId, position: 1_000 };
    return (await failAuctionAgain(store, event, await loadHighs())).differences;
  };

  it.each([
    ['nobody made an offer', 'book-empty', [], 0],
    ['an offer is missing', 'book-incomplete', offersWith(5), 3],
    ['there is too little energy', 'infeasible', offersWith(1), 2],
  ] as const)('fails again where %s: %s', async (_, reason, offers, counted) => {
    const store = await logOf(offers, counted);
    const failed = await failedIn(store);
    expect(failed.reason).toBe(reason);
    expect(await again(store, failed)).toEqual([]);
  });

  it('tells where the reason, the words or the explanation are others', async () => {
    const store = await logOf(offersWith(1));
    const failed = await failedIn(store);
    expect(failed.explanation).not.toEqual([]);
    const [reason, detail, explanation] = await Promise.all([
      again(store, { ...failed, reason: 'book-empty' }),
      again(store, { ...failed, detail: 'none' }),
      again(store, { ...failed, explanation: [] }),
    ]);
    expect(reason).toEqual(['/reason: recorded "book-empty", now "infeasible"']);
    expect(detail).toEqual([expect.stringMatching(/^\/detail: recorded "none", now /)]);
    expect(explanation).toEqual([expect.stringMatching(/^\/explanation\/0: recorded undefined/)]);
  });

  it('tells that it can be cleared', async () => {
    const store = await logOf(offersWith(5));
    const failed = { ...ids, reason: 'infeasible', detail: 'none', explanation: [] };
    expect(await again(store, failed)).toEqual([
      'status: recorded failed (infeasible), now cleared',
    ]);
  });
});
