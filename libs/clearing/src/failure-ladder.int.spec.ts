import { type EventStore, InMemoryEventStore, type RecordedEvent } from '@trueque/event-store';
import { loadHighs } from '@trueque/highs';
import { clearAgain, type ClearedAgain } from './clear-again.js';
import { ClearingPool } from './clearing-pool.js';
import { failAuctionAgain } from './fail-again.js';
import { ClearingProcess } from './clearing.process.js';
import { MarketDivider } from './division/market-divider.js';
import { entangled } from './testing/stopping-markets.js';
import { tell, tellAuction } from './testing/told-auction.js';
import { PriceCounting } from './price-counting.js';
import { WholeClearing } from './whole-clearing.js';

const marketId = 'harbour';
const auctionId = 'a';

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

  /** Everything that clearing says of the auction, in order. */
  const clearedIn = async (store: EventStore) => {
    const gate = await tellAuction(store, { marketId, auctionId }, entangled());
    const counting = new PriceCounting(store);
    const whole = new WholeClearing(store, pool, counting);
    const clearing = new ClearingProcess(store, whole, new MarketDivider(store), counting);
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
    await tell(store, { marketId, stream: `market-${marketId}` }, [
      { type: 'FallbackPriceSet', data: { marketId, price: 0.2 } },
    ]);
    const events = await clearedIn(store);
    expect(events.map(({ data, type }) => [type, (data as { rung?: string }).rung])).toEqual([
      ['ClearingStarted', undefined],
      ['ClearingStopped', 'first'],
      ['ClearingStopped', 'again'],
      ['ClearingStopped', 'other-options'],
      ['ClearingStopped', 'components'],
      ['AuctionCleared', 'decoupled'],
      ['ResultPublished', undefined],
    ]);
    await tell(store, { marketId, stream: `market-${marketId}/later` }, [
      { type: 'FallbackPriceSet', data: { marketId, price: 9 } },
    ]);
    expect(await verified(store)).toMatchObject([{ auctionId, differences: [] }]);
  });

  it('fails, with its reasons, where the operator has set no fallback price', async () => {
    const store = new InMemoryEventStore();
    const events = await clearedIn(store);
    expect(events.map(({ type }) => type)).toEqual([
      'ClearingStarted',
      ...Array.from({ length: 5 }, () => 'ClearingStopped'),
      'AuctionFailed',
    ]);
    expect(events.at(-1)?.data).toMatchObject({
      reason: 'not-proven',
      detail: expect.stringContaining('no fallback price'),
    });
    const again = (event: RecordedEvent) =>
      loadHighs().then((s) => failAuctionAgain(store, event, s));
    expect(await again(events.at(-1)!)).toEqual({ marketId, auctionId, differences: [] });
    const data = {
      ...(events.at(-1)!.data as object),
      detail: 'first: it did not like the offers',
    };
    expect((await again({ ...events.at(-1)!, data })).differences).toEqual([
      expect.stringMatching(
        /^\/detail: recorded "first: it did not like the offers", now "first: /,
      ),
    ]);
  });
});
