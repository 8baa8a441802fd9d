import type {
  ChainHead,
  ConsumerLag,
  DeadLetter,
  AuctionDelivery,
  EventDetail,
  EventFeed,
  MissingReading,
  SettlementWindow,
  SolveTime,
  Verification,
} from '@trueque/contracts';
import { DeadLetterRow } from '@trueque/messaging';
import { eventStoreMigrations, PostgresEventStore } from '@trueque/event-store';
import { openDataSource } from '@trueque/postgres';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../../../../test/support/index.js';
import { MARKET, speakDemonstration } from '../testing/demonstration.js';
import { ESTIMATED, SILENT } from '../testing/metered-events.js';
import { type ReadSide, startReadSide } from '../testing/read-side.js';

describe('Operations', () => {
  let side: ReadSide;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    const url = await freshDatabase();
    const log = await openDataSource({ url, entities: [], migrations: [...eventStoreMigrations] });
    const store = new PostgresEventStore(log);
    side = await startReadSide(url, store);
    close = () => store.close().then(() => log.destroy());
    await speakDemonstration(side.store);
    await side.runner.idle();
  });

  afterAll(async () => {
    await side?.app.close();
    await close?.();
  });

  const url = (path: string) => `${side.address}/markets/${MARKET}/${path}`;
  const get = async <Body>(path: string, status = 200): Promise<Body> => {
    const response = await fetch(url(path));
    expect([path, response.status]).toEqual([path, status]);
    return (await response.json()) as Body;
  };
  const items = async <Row>(path: string) => (await get<{ items: Row[] }>(path)).items;

  it('tell the log from its newest event back, page by page, without a gap', async () => {
    const { position: head } = await get<ChainHead>('chain');
    const seen: number[] = [];
    for (let cursor = ''; ;) {
      const page = await get<EventFeed>(`events?limit=150${cursor}`);
      seen.push(...page.items.map(({ position }) => position));
      if (page.nextCursor === undefined) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(Array.from({ length: head }, (_, at) => head - at));
  });

  it('narrow the log to types, an auction and a peer', async () => {
    const failed = await items<EventDetail>(
      'events?type=AuctionFailed,GateClosed&auction=2016-08-11',
    );
    expect(failed.map(({ type }) => type)).toEqual(['AuctionFailed', 'GateClosed']);
    const birch = await items<EventDetail>('events?peer=birch-1&type=OfferSubmitted');
    expect(new Set(birch.map(({ peerId }) => peerId))).toEqual(new Set(['birch-1']));
    expect(await items('events?correlation=nothing')).toEqual([]);
  });

  it('show one event with its data, by position and by id', async () => {
    const [event] = await items<EventDetail>('events?type=AuctionCleared&auction=2016-08-08');
    const shown = await get<EventDetail>(`events/${event?.position}`);
    expect(shown.data).toMatchObject({ auctionId: '2016-08-08', currency: 'USD' });
    expect(await get(`auctions/2016-08-08/events/${event?.id}`)).toEqual(shown);
    expect(await get('events/999999', 404)).toMatchObject({ code: 'event-unknown' });
    expect(await get('auctions/2016-08-08/events/none', 404)).toMatchObject({
      code: 'event-unknown',
    });
  });

  it('say how far every projection came, and what it could not take', async () => {
    const lags = await items<ConsumerLag>('consumers');
    expect(lags.length).toBeGreaterThanOrEqual(12);
    expect(lags.filter(({ lag }) => lag > 0)).toEqual([]);
    await side.dataSource.getRepository(DeadLetterRow).insert({
      ...{ consumer: 'reporting.prices.v1', partition: MARKET, position: 3 },
      ...{ eventId: 'e', eventType: 'AuctionCleared', reason: 'InvariantBroken: no' },
    });
    expect(await items<DeadLetter>('dead-letters')).toMatchObject([
      { marketId: MARKET, position: 3, reason: 'InvariantBroken: no', retryAskedAt: null },
    ]);
  });

  it('say how long each answer took', async () => {
    const times = await items<SolveTime>('solve-times');
    expect(times.map(({ auctionId }) => auctionId)).toEqual([
      ...['2016-08-11', '2016-08-10', '2016-08-09', '2016-08-08'],
    ]);
    for (const { milliseconds } of times) expect(milliseconds).toBeGreaterThanOrEqual(0);
  });

  it('list deliveries with runs and coverage, and meters that were silent', async () => {
    const days = await items<AuctionDelivery>('deliveries');
    expect(days.map(({ state }) => state)).toEqual([
      ...['open', 'gate-closed', 'failed', 'settled', 'settled', 'settled'],
    ]);
    expect(days.at(-1)).toMatchObject({
      runs: [{ kind: 'cleared' }],
      coverage: { expected: 216, measured: 168, estimated: 24, missing: 24 },
    });
    expect(await items<MissingReading>('missing-readings?auction=2016-08-08')).toMatchObject([
      { peerId: SILENT, missing: 24 },
      { peerId: ESTIMATED, missing: 0, estimated: 24 },
    ]);
    expect(await items<SettlementWindow>('settlement-windows')).toMatchObject([
      { from: '2016-08-08', to: '2016-08-09', kind: 'preliminary' },
    ]);
  });

  it('walk along the chain, and say that it holds', async () => {
    const started = await fetch(url('verifications'), { method: 'POST' });
    expect(started.status).toBe(202);
    const location = started.headers.get('location') ?? '';
    for (;;) {
      const job = (await (await fetch(`${side.address}${location}`)).json()) as Verification;
      if (job.state === 'running') {
        await sleep(20);
        continue;
      }
      const head = await get<ChainHead>('chain');
      expect(job).toMatchObject({ state: 'holds', events: head.position, hash: head.hash });
      break;
    }
    expect(await get('verifications/none', 404)).toMatchObject({ code: 'verification-unknown' });
  });
});
