import type { CaseFile } from '@trueque/contracts';
import { type EventStore, InMemoryEventStore, type RecordedEvent } from '@trueque/event-store';
import type { ProcessConsumer } from '@trueque/messaging';
import { ClearingPool } from '../clearing-pool.js';
import { ClearingProcess } from '../clearing.process.js';
import { buyer, caseWith, seller } from '../testing/case-with.js';
import { tellAuction } from '../testing/told-auction.js';
import { PriceCounting } from '../price-counting.js';
import { WholeClearing } from '../whole-clearing.js';
import { CouplingProcess } from './coupling.process.js';
import { DistrictProcess } from './district.process.js';
import { MarketDivider } from './market-divider.js';

const ids = { marketId: 'harbour', auctionId: 'a' };
const COMMUNITIES = Array.from({ length: 6 }, (_, index) => `C${index}`);

/** Six communities with something to sell and something to buy each; `roofs` costs alike everywhere. */
const market = (load: number): CaseFile =>
  caseWith({
    periods: 2,
    peers: COMMUNITIES.flatMap((community, index) => [
      seller(`${community}-roof`, 3.3337 + index, 0.05, { community, exportCost: 0.01 }),
      seller(`${community}-plant`, 9, 0.2 + 0.017 * index, { community, exportCost: 0.02 }),
      buyer(`${community}-home`, load + 0.77 * index, { community }),
    ]),
  });

const hearing = (consumers: readonly ProcessConsumer[], { type }: RecordedEvent) =>
  consumers.filter(({ types }) => types.some((heard) => heard === type));

/** Events of all partitions that are not in a log yet. */
const unread = async (
  store: EventStore,
  log: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> => {
  const positionIn = (partition: string) =>
    log.filter((event) => event.partition === partition).at(-1)?.position ?? 0;
  const pages = (await store.heads()).map(({ partition }) =>
    store.readPartition(partition, positionIn(partition), 500),
  );
  return (await Promise.all(pages)).flat();
};

describe('a market that several processes clear', () => {
  let pool: ClearingPool;
  beforeAll(() => (pool = new ClearingPool(2)));
  afterAll(() => pool.onApplicationShutdown());

  const consumersOn = (store: EventStore, peersMin: number): ProcessConsumer[] => {
    const counting = new PriceCounting(store);
    const whole = new WholeClearing(store, pool, counting);
    const divider = new MarketDivider(store, { peersMin, districtsMax: 3 });
    return [
      new ClearingProcess(store, whole, divider, counting),
      new DistrictProcess(store, pool),
      new CouplingProcess(store, pool, whole),
    ];
  };

  /** Brings every event to whoever hears it until there are no more; `deliver` may do worse than once. */
  const run = async (
    file: CaseFile,
    peersMin: number,
    deliver: (consumer: ProcessConsumer, event: RecordedEvent) => Promise<void>,
  ): Promise<readonly RecordedEvent[]> => {
    const store = new InMemoryEventStore();
    await tellAuction(store, ids, file);
    const consumers = consumersOn(store, peersMin);
    const log: RecordedEvent[] = [];
    for (;;) {
      const news = await unread(store, log);
      if (news.length === 0) return log;
      log.push(...news);
      for (const event of news)
        for (const consumer of hearing(consumers, event)) await deliver(consumer, event);
    }
  };

  const once = (consumer: ProcessConsumer, event: RecordedEvent) => consumer.handle(event);

  /** What was decided, not how it was found. */
  const decided = (events: readonly RecordedEvent[]) =>
    events
      .filter(({ type }) => ['AuctionCleared', 'AuctionFailed', 'TradeExecuted'].includes(type))
      .map(({ data, type }) => [type, { ...(data as object), engine: '', certificate: {} }]);

  it('says the same as one that a single process clears, down to each trade', async () => {
    const [whole, divided] = [await run(market(4), 99, once), await run(market(4), 10, once)];
    expect(decided(divided)).toEqual(decided(whole));
    expect(decided(divided).length).toBeGreaterThan(10);
    expect(divided.find(({ type }) => type === 'AuctionCleared')?.data).toMatchObject({
      engine: 'districts',
    });
    expect(new Set(divided.map(({ partition }) => partition))).toEqual(
      new Set(['harbour', 'harbour/district-0', 'harbour/district-1', 'harbour/district-2']),
    );
  });

  it('says nothing twice where every message comes twice, from processes that died too early', async () => {
    const expected = await run(market(4), 10, once);
    const again = await run(market(4), 10, async (consumer, event) => {
      await consumer.handle(event);
      await consumer.handle(event);
    });
    const typesOf = (events: readonly RecordedEvent[]) => events.map(({ type }) => type);
    expect(typesOf(again)).toEqual(typesOf(expected));
    expect(decided(again)).toEqual(decided(expected));
  });

  it('is cleared in one piece, with the reason, where not everybody can be served', async () => {
    const [whole, divided] = [await run(market(40), 99, once), await run(market(40), 10, once)];
    expect(divided.find(({ type }) => type === 'DivisionGivenUp')?.data).toMatchObject({
      reason: 'not everybody can be served',
    });
    expect(decided(divided)).toEqual(decided(whole));
    expect(decided(whole)).toMatchObject([['AuctionFailed', { reason: 'infeasible' }]]);
  });

  it('is cleared in one piece where a district cannot do its part', async () => {
    const file = market(4);
    const peers = file.peers.map((peer) =>
      peer.id === 'C5-roof'
        ? { ...peer, role: 'producer' as const, bids: [{ power: 1, value: 1 }] }
        : peer,
    );
    const [whole, divided] = [
      await run({ ...file, peers }, 99, once),
      await run({ ...file, peers }, 10, once),
    ];
    expect(divided.find(({ type }) => type === 'DistrictStopped')?.data).toMatchObject({
      reason: 'peers of C5 are told apart',
    });
    expect(decided(divided)).toEqual(decided(whole));
  });
});
