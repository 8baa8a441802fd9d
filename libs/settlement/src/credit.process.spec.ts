import type { ClearingsEvent, OffersEvent } from '@trueque/contracts';
import { InMemoryEventStore, type RecordedEvent } from '@trueque/event-store';
import { CreditProcess } from './credit.process.js';
import type { CreditCommand } from './domain/credit/credit-command.js';
import { credit, creditStanding } from './domain/credit/credit.decider.js';
import { paperCaseTwo } from './testing/paper-case-two.js';
import { clearingEventsOf, RecordedMarket } from './testing/recorded-market.js';
import { SettlementPool } from './settlement-pool.js';
import { SettlementProcess } from './settlement.process.js';

const address = { marketId: 'harbour', auctionId: 'monday' };
const pool = new SettlementPool();

const scheduled: OffersEvent = {
  type: 'AuctionScheduled',
  data: {
    ...{ ...address, start: '2021-03-03T05:00:00Z', mtu: 'PT1H', periods: 1, currency: 'USD' },
    gateClosesAt: '2021-03-02T05:00:00Z',
    rules: {
      ...{ structure: 'hybrid', tradeCost: 'export' },
      ...{ pricing: 'pay-as-offered', shortage: 'reject' },
    },
  },
};

const offered = (peerId: string, offer: object): OffersEvent => ({
  type: 'OfferSubmitted',
  data: { ...address, offerId: `of-${peerId}`, peerId, offer: { role: 'consumer', ...offer } },
});

const gateClosed: OffersEvent = {
  type: 'GateClosed',
  data: {
    ...{ ...address, closedAt: '2021-03-02T05:00:00Z', offersCount: 2 },
    bookDigest: '0'.repeat(64),
  },
};

const failed: ClearingsEvent = {
  type: 'AuctionFailed',
  data: { ...address, reason: 'infeasible', detail: 'no supply', explanation: [] },
};

describe('the credit process', () => {
  afterAll(() => pool.onApplicationShutdown());

  const start = async () => {
    const market = new RecordedMarket(new InMemoryEventStore());
    const { store } = market;
    const process = new CreditProcess(store);
    const deliver = async (events: readonly RecordedEvent[]) => {
      for (const event of events) {
        if (process.types.some((type) => type === event.type)) await process.handle(event);
      }
    };
    const limit: CreditCommand = {
      ...{ type: 'SetCreditLimit', marketId: 'harbour', peerId: 'P2', limitNanos: 10n ** 10n },
    };
    await store.transact(credit, 'harbour', limit, {
      ...{ partition: 'harbour', causedBy: 'limit', actor: 'operator' },
      occurredAt: '2021-03-01T00:00:00Z',
    });
    const gate = await market.record(
      'auction',
      scheduled,
      offered('P2', { load: 140 }),
      offered('G', { role: 'grid', generation: { max: 500, cost: 0.096 } }),
      gateClosed,
    );
    const exposure = async () =>
      creditStanding((await store.load(credit, 'harbour', 'harbour')).state)[0];
    return { market, deliver, gate, exposure };
  };

  it('holds back at the gate what the load may cost at most, and says that it is too much', async () => {
    const { deliver, gate, exposure } = await start();
    await deliver(gate);
    await deliver(gate);
    expect(await exposure()).toEqual({
      ...{ peerId: 'P2', level: 'restricted', limitNanos: '10000000000' },
      exposureNanos: '13440000000', // 140 kWh × 0.096
    });
  });

  it('takes what the auction was settled at in its place', async () => {
    const { market, deliver, gate, exposure } = await start();
    await deliver(gate);
    const settling = new SettlementProcess(market.store, pool);
    for (const event of await market.record('clearing', ...clearingEventsOf(paperCaseTwo))) {
      if (event.type === 'AuctionCleared') await settling.handle(event);
    }
    await deliver(await market.settled());
    expect(await exposure()).toMatchObject({ exposureNanos: '7686000000', level: 'warning' });
  });

  const decided = (decision: 'administer' | 'second-auction'): ClearingsEvent => ({
    type: 'ReviewDecided',
    data: { ...address, decision, reasonCode: 'system-fault', reason: 'No solver.' },
  });

  it('holds it again where what failed is administered, and takes what that came to once', async () => {
    const { market, deliver, gate, exposure } = await start();
    await deliver(gate);
    await deliver(await market.record('clearing', failed));
    await deliver(await market.record('clearing', decided('administer')));
    expect(await exposure()).toMatchObject({ exposureNanos: '13440000000' });
    const settling = new SettlementProcess(market.store, pool);
    for (const event of await market.record('clearing', ...clearingEventsOf(paperCaseTwo)))
      if (event.type === 'AuctionCleared') await settling.handle(event);
    const settled = await market.settled();
    for (const _ of ['once', 'twice']) await deliver(settled);
    expect(await exposure()).toMatchObject({ exposureNanos: '7686000000' });
  });

  it('holds nothing of what failed where a second auction takes its place', async () => {
    const { market, deliver, gate, exposure } = await start();
    await deliver(gate);
    await deliver(await market.record('clearing', failed));
    await deliver(await market.record('clearing', decided('second-auction')));
    expect(await exposure()).toMatchObject({ exposureNanos: '0' });
  });

  it('lets go where the auction fails', async () => {
    const { market, deliver, gate, exposure } = await start();
    await deliver(gate);
    await deliver(await market.record('clearing', failed));
    expect(await exposure()).toMatchObject({ exposureNanos: '0', level: 'ok' });
  });
});
