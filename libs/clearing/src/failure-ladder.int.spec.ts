import { bookDigest, type OffersEvent, type StandingOffer } from '@trueque/contracts';
import { type EventStore, InMemoryEventStore } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { accept, type Decider } from '@trueque/kernel';
import { clearAgain, type ClearedAgain } from './clear-again.js';
import { ClearingPool } from './clearing-pool.js';
import { ClearingProcess } from './clearing.process.js';
import { entangled } from './testing/stopping-markets.js';

const marketId = 'harbour';
const auctionId = 'a';
const file = entangled();

/** Says whatever it is told: what intake would have decided. */
const said = (category: string): Decider<readonly OffersEvent[], null, OffersEvent, never> => ({
  category,
  initial: null,
  decide: (events) => accept(...events),
  evolve: () => null,
});

const offers = file.peers.map(({ id, community: _, ...offer }): StandingOffer => ({
  offerId: `o-${id}`,
  peerId: id,
  offer,
}));

const marketEvents: readonly OffersEvent[] = [
  ...file.communities.map((community): OffersEvent => ({
    type: 'CommunityRegistered',
    data: { marketId, community },
  })),
  ...file.peers.map(({ community, id, role }): OffersEvent => ({
    type: 'PeerRegistered',
    data: {
      marketId,
      peerId: id,
      communityId: community,
      role: Array.isArray(role) ? role[0]! : role,
    },
  })),
  ...file.contracts.map((contract, index): OffersEvent => ({
    type: 'ContractAgreed',
    data: { marketId, contractId: `K${index}`, contract, validFrom: '2020-01-01T00:00:00Z' },
  })),
];

const auctionEvents: readonly OffersEvent[] = [
  {
    type: 'AuctionScheduled',
    data: {
      ...{ marketId, auctionId, rules: file.rules, currency: file.currency },
      ...{ start: '2026-01-31T18:00:00Z', mtu: 'PT1H', periods: file.periods },
      gateClosesAt: '2026-01-31T12:00:00Z',
    },
  },
  ...offers.map((offer): OffersEvent => ({
    type: 'OfferSubmitted',
    data: { marketId, auctionId, ...offer },
  })),
  {
    type: 'GateClosed',
    data: {
      ...{ marketId, auctionId, closedAt: '2026-01-31T12:00:00Z' },
      ...{ offersCount: offers.length, bookDigest: bookDigest(offers) },
    },
  },
];

describe('an auction that a bounded solver cannot clear', () => {
  let pool: ClearingPool;

  beforeAll(() => {
    process.env['TRUEQUE_SOLVER_OPTIONS'] = JSON.stringify({
      simplex_iteration_limit: 30,
      ipm_iteration_limit: 0,
    });
    pool = new ClearingPool();
    delete process.env['TRUEQUE_SOLVER_OPTIONS'];
  });
  afterAll(() => pool.onApplicationShutdown());

  const tell = (store: EventStore, id: string, events: readonly OffersEvent[]) => {
    const [category = '', key = ''] = id.split('-');
    return store.transact(said(category), key, events, {
      ...{ partition: marketId, causedBy: `${id}/${events[0]?.type}`, actor: 'test' },
      occurredAt: '2026-01-31T12:00:00Z',
    });
  };

  /** Everything that clearing says of the auction, in order. */
  const clearedIn = async (store: EventStore) => {
    await tell(store, `market-${marketId}`, marketEvents);
    await tell(store, `auction-${marketId}/${auctionId}`, auctionEvents);
    const log = await store.readPartition(marketId, 0, 1000);
    const gate = log.find(({ type }) => type === 'GateClosed')!;
    const clearing = new ClearingProcess(store, pool);
    await clearing.handle(gate);
    await clearing.handle(gate);
    return (await store.readPartition(marketId, gate.position, 1000)).filter(
      ({ type }) => type !== 'TradeExecuted',
    );
  };

  const verified = async (store: EventStore): Promise<ClearedAgain[]> => {
    const answers: ClearedAgain[] = [];
    for await (const answer of clearAgain(store, marketId, await loadHighs())) answers.push(answer);
    return answers;
  };

  it('is decoupled at the fallback price, tells every rung, and verifies as what it is', async () => {
    const store = new InMemoryEventStore();
    await tell(store, `market-${marketId}`, [
      { type: 'FallbackPriceSet', data: { marketId, price: 0.2 } },
    ]);
    const events = await clearedIn(store);
    expect(events.map(({ data, type }) => [type, (data as { rung?: string }).rung])).toEqual([
      ['ClearingStopped', 'first'],
      ['ClearingStopped', 'again'],
      ['ClearingStopped', 'other-options'],
      ['ClearingStopped', 'components'],
      ['AuctionCleared', 'decoupled'],
    ]);
    await tell(store, `market-${marketId}/later`, [
      { type: 'FallbackPriceSet', data: { marketId, price: 9 } },
    ]);
    expect(await verified(store)).toMatchObject([{ auctionId, differences: [] }]);
  });

  it('fails, with its reasons, where the operator has set no fallback price', async () => {
    const events = await clearedIn(new InMemoryEventStore());
    expect(events.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 5 }, () => 'ClearingStopped'),
      'AuctionFailed',
    ]);
    expect(events.at(-1)?.data).toMatchObject({
      reason: 'not-proven',
      detail: expect.stringContaining('no fallback price'),
    });
  });
});
