import { InMemoryEventStore } from '@trueque/event-store';
import type { AuctionSummary } from './auction-summary.js';
import { IncompleteBook, RecordedAuctions } from './recorded-auctions.js';
import { replayAuctions } from './replay.js';
import type { Period } from './replay-auction.js';
import { scenarioSchema } from '../rules/scenario.js';
import { record, recordMarket } from '../testing/recorded-market.js';
import { shippedCase } from '../testing/shipped-case.js';

const DAYS = 3;

const market = async () => {
  const store = new InMemoryEventStore();
  await recordMarket(store, 'paper', shippedCase('paper-5-case-2'), DAYS);
  return store;
};

const all = async (summaries: AsyncIterable<AuctionSummary>) => {
  const found: AuctionSummary[] = [];
  for await (const summary of summaries) found.push(summary);
  return found;
};

const replayed = async (
  store: InMemoryEventStore,
  period: Period = {},
  options: Parameters<typeof replayAuctions>[1] = {},
) => {
  const recorded = new RecordedAuctions(store, 'paper', period);
  return { summaries: await all(replayAuctions(recorded.read(), options)), recorded };
};

describe('a replay', () => {
  it('unchanged gives the recorded hash of every auction, on any number of threads', async () => {
    const store = await market();
    for (const threads of [1, 2]) {
      const { summaries, recorded } = await replayed(store, {}, { threads });
      expect(summaries).toHaveLength(DAYS);
      expect(summaries.map(({ auctionId, resultHash }) => [auctionId, resultHash])).toEqual([
        ...recorded.recordedHashes,
      ]);
    }
  });

  it('touches nothing of the original', async () => {
    const store = await market();
    const before = await store.heads();
    await replayed(store);
    expect(await store.heads()).toEqual(before);
  });

  it('runs a part of the time, and only what an interrupted run has not', async () => {
    const store = await market();
    const period = { from: '2021-03-04', to: '2021-03-06' };
    const ids = (await replayed(store, period)).summaries.map(({ auctionId }) => auctionId);
    expect(ids).toEqual(['2021-03-04', '2021-03-05']);
    const done = new Set(['2021-03-05']);
    const { summaries } = await replayed(store, period, { done });
    expect(summaries.map(({ auctionId }) => auctionId)).toEqual(['2021-03-04']);
  });

  it('under other rules gives other results', async () => {
    const scenario = scenarioSchema.parse({ prices: { exportCost: 0.001 } });
    const { summaries, recorded } = await replayed(await market(), {}, { scenario });
    for (const { auctionId, resultHash, status } of summaries) {
      expect(status).toBe('cleared');
      expect(resultHash).not.toBe(recorded.recordedHashes.get(auctionId));
    }
  });

  it('records an auction that cannot be served as failed, and goes on', async () => {
    const scenario = scenarioSchema.parse({ offers: { P2: { load: 100_000 } } });
    const { summaries } = await replayed(await market(), {}, { scenario });
    expect(summaries.map(({ status }) => status)).toEqual(Array(DAYS).fill('failed'));
    expect(summaries[0]?.detail).toContain(
      'load 100100 kW, reachable supply 5380 kW; binding: generation on offer',
    );
  });

  it('stops where a log does not hold the book whose gate closed', async () => {
    const store = new InMemoryEventStore();
    const { rules } = shippedCase('paper-5-case-2');
    const ids = { marketId: 'paper', auctionId: 'broken' };
    const at = '2021-03-03T05:00:00Z';
    await record(store, { category: 'auction', id: 'paper/broken', marketId: 'paper' }, [
      {
        type: 'AuctionScheduled',
        data: {
          ...{ ...ids, start: at, mtu: 'PT1H', periods: 1, gateClosesAt: at, rules },
          currency: 'USD',
        },
      },
      {
        type: 'GateClosed',
        data: { ...ids, closedAt: at, offersCount: 3, bookDigest: 'a'.repeat(64) },
      },
    ]);
    await expect(replayed(store)).rejects.toThrow(IncompleteBook);
  });
});
