import type { INestApplicationContext } from '@nestjs/common';
import type { OffersEvent } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { createService } from '@trueque/service';
import { clearingEventsOf, paperCaseTwo, RecordedMarket } from '@trueque/settlement/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../../../test/support/index.js';
import { settlementService } from './settlement-service.js';

const started = async (databaseUrl: string): Promise<INestApplicationContext> => {
  const app = await createService(settlementService, { databaseUrl });
  return app.init();
};

const marketOf = (app: INestApplicationContext): RecordedMarket =>
  new RecordedMarket(app.get<EventStore>(EVENT_STORE, { strict: false }));

const settledRuns = async (market: RecordedMarket, count: number) => {
  while ((await market.runs()).length < count) await sleep(20);
  return market.runs();
};

const metered: OffersEvent = {
  type: 'MeterReadingsRecorded',
  data: {
    ...{ marketId: 'harbour', auctionId: 'monday', start: '2021-03-03T05:00:00Z', mtu: 'PT1H' },
    readings: [{ peerId: 'P4', importWh: [99_000], exportWh: [0], quality: 'measured' }],
  },
};

describe('settlement as a process of its own', () => {
  it('settles what is cleared in the event store, and after a restart nothing twice', async () => {
    const databaseUrl = await freshDatabase();
    const first = await started(databaseUrl);
    await marketOf(first).record('clearing', ...clearingEventsOf(paperCaseTwo));
    const [cleared] = await settledRuns(marketOf(first), 1);
    const statements = await marketOf(first).statements();
    await first.close();
    expect(statements.map(({ peerId }) => peerId)).toEqual(['G', 'P2', 'P3', 'P4', 'P5']);

    const second = await started(databaseUrl);
    await marketOf(second).record('readings', metered);
    const runs = await settledRuns(marketOf(second), 2);
    await second.close();
    expect(runs).toEqual([cleared, expect.objectContaining({ kind: 'metered' })]);
  });

  it('settles once where two processes serve the same store', async () => {
    const databaseUrl = await freshDatabase();
    const [one, other] = [await started(databaseUrl), await started(databaseUrl)];
    await marketOf(one).record('clearing', ...clearingEventsOf(paperCaseTwo));
    await settledRuns(marketOf(other), 1);
    await Promise.all([one.close(), other.close()]);

    const reader = await started(databaseUrl);
    expect(await marketOf(reader).runs()).toHaveLength(1);
    await reader.close();
  });
});
