import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bookDigest } from '@trueque/contracts';
import { EVENT_STORE, type EventStore } from '@trueque/event-store';
import { ConsumerRunner } from '@trueque/messaging';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { DueStepRow } from './gate/due-step.row.js';
import { auction, MarketClock } from './index.js';
import {
  day,
  harbour,
  heldClock,
  sender,
  setUpHarbour,
  startIntake,
} from './testing/intake-app.js';

const offers = '/markets/harbour/auctions/day-1/offers';

let url: string;
let app: NestFastifyApplication;

beforeAll(async () => {
  url = await freshDatabase();
  app = await startIntake(url);
});

afterAll(() => app.close());

const send = sender(() => app);
const post = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) =>
  send('POST', path, body, headers);

const consumer = (load: unknown, peerId: string) => ({ peerId, offer: { role: 'consumer', load } });

const recorded = async (
  store: EventStore,
  auctionId: string,
  market = 'harbour',
): Promise<readonly string[]> => {
  const types: string[] = [];
  for await (const { type } of store.readStream(market, `auction-${market}/${auctionId}`))
    types.push(type);
  return types;
};

describe('offers over HTTP', () => {
  beforeAll(() => setUpHarbour(send));

  it('are taken one by one, with a version and where they are', async () => {
    const answer = await post(offers, consumer(1, 'P1'));
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      accepted: 1,
      refused: 0,
      lines: [{ line: 1, offerId: 'day-1.P1', status: 201 }],
    });
    expect(answer.headers.location).toBe(`${offers}/day-1.P1`);
    expect(answer.headers.etag).toMatch(/^W\/"[0-9a-f]{16}"$/);
    expect((await post(offers, consumer(1, 'P1'))).statusCode).toBe(200);
    const second = await post(offers, consumer(2, 'P1'));
    expect([second.statusCode, second.json().code]).toEqual([409, 'offer-exists']);
  });

  it('are refused with a pointer to every fault', async () => {
    const shape = await post(offers, { peerId: 'P2', offer: { load: [-1], x: 1 }, y: 2 });
    expect(shape.statusCode).toBe(422);
    const pointers = shape.json().errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers.sort()).toEqual(['/offer/load/0', '/offer/x', '/y']);
    const storage = { capacity: 1, initial: 2, final: 'free', charge: 1, discharge: 1 };
    const offer = { role: 'consumer', load: [1, 2], storage };
    const rule = await post(offers, { peerId: 'P2', offer });
    expect([rule.statusCode, rule.json().code]).toEqual([422, 'offer-invalid']);
    expect(rule.json().errors).toEqual([
      {
        pointer: '/offer/load',
        detail: 'expected one value, or 24 (one per period), got 2',
      },
      {
        pointer: '/offer/storage/initial',
        detail: 'expected at most capacity, 1 kWh, got 2',
      },
    ]);
  });

  it('are refused with numbers that are not finite', async () => {
    const answer = await post(offers, '{"peerId":"P2","offer":{"load":1e999}}');
    expect(answer.json().errors[0]).toMatchObject({ pointer: '/offer/load' });
    expect(answer.json().errors[0].detail).toContain('it is Infinity');
  });

  it('are refused from unknown peers, in unknown auctions, for other peers', async () => {
    const unknown = await post(offers, consumer(1, 'P99'));
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'peer-unknown']);
    const nowhere = await post('/markets/harbour/auctions/none/offers', consumer(1, 'P2'));
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'auction-unknown']);
    const actor = { 'trueque-actor': 'peer:P1' };
    const others = await post(offers, consumer(1, 'P2'), actor);
    expect([others.statusCode, others.json().code]).toEqual([403, 'not-your-offer']);
  });

  it('come as an array, and each line is told what became of it', async () => {
    const headers = { 'idempotency-key': 'batch-1' };
    const batch = [consumer(2, 'P2'), consumer([1], 'P3'), consumer(9, 'P2'), 7];
    const answer = await post(offers, batch, headers);
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toMatchObject({
      accepted: 1,
      refused: 3,
      lines: [
        { line: 1, offerId: 'day-1.P2', status: 201 },
        { line: 2, status: 422, code: 'offer-invalid', errors: [{ pointer: '/offer/load' }] },
        { line: 3, status: 409, code: 'offer-exists' },
        { line: 4, status: 422, code: 'invalid-content' },
      ],
    });
    const again = await post(offers, [consumer(2, 'P2')], headers);
    expect(again.statusCode).toBe(201);
    const forged = await post(offers, [consumer(3, 'P2')], headers);
    expect(forged.json().lines[0]).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('are answered as before where a batch is said again, and leave no second trace', async () => {
    await post('/markets/harbour/auctions', { ...day, auctionId: 'again' });
    const path = '/markets/harbour/auctions/again/offers';
    const headers = { 'idempotency-key': 'batch-2' };
    const batch = [
      ...[consumer(2, 'P1'), consumer(2, 'P9'), consumer([1], 'P3'), consumer(2, 'P1'), 7],
      consumer(3, 'P2'),
    ];
    const first = await post(path, batch, headers);
    const again = await post(path, batch, headers);
    expect(first.json().lines.map(({ status }: { status: number }) => status)).toEqual([
      ...[201, 404, 422, 200, 422, 201],
    ]);
    expect([again.statusCode, again.json()]).toEqual([first.statusCode, first.json()]);
    const events = await recorded(app.get<EventStore>(EVENT_STORE), 'again');
    expect(events).toEqual(['AuctionScheduled', 'OfferSubmitted', 'OfferSubmitted']);
  });

  it('are answered as before whatever was decided in between, each line as then', async () => {
    await post('/markets/harbour/auctions', { ...day, auctionId: 'later' });
    const path = '/markets/harbour/auctions/later/offers';
    const headers = { 'idempotency-key': 'batch-3' };
    const early = consumer(1, 'P7');
    const batch = [consumer(2, 'P1'), early, consumer(2, 'P1'), 7];
    const unknown = Array.from({ length: 300 }, () => early);
    const said = [...batch, ...unknown];
    const first = await post(path, said, headers);
    const statuses = first.json().lines.map(({ status }: { status: number }) => status);
    expect(statuses.slice(0, 6)).toEqual([201, 404, 200, 422, 404, 404]);
    const peer = { peerId: 'P7', communityId: 'C1', role: 'consumer' };
    await post('/markets/harbour/peers', peer);
    await send('DELETE', `${path}/later.P1`);
    const again = await post(path, said, headers);
    expect([again.statusCode, again.json()]).toEqual([first.statusCode, first.json()]);
    const types = ['AuctionScheduled', 'OfferSubmitted', 'OfferWithdrawn'];
    expect(await recorded(app.get<EventStore>(EVENT_STORE), 'later')).toEqual(types);
    const another = await post(path, said, { 'idempotency-key': 'batch-4' });
    expect(another.json().lines[1]).toMatchObject({ offerId: 'later.P7', status: 201 });
    const forged = await post(path, [consumer(9, 'P1'), ...said.slice(1)], headers);
    expect(forged.json().lines[0]).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('come as NDJSON, where a broken line breaks no other', async () => {
    const lines = [JSON.stringify(consumer(3, 'P3')), '{"peerId":', '', JSON.stringify({})];
    const answer = await post(offers, `${lines.join('\n')}\n`, {
      'content-type': 'application/x-ndjson',
    });
    expect(answer.statusCode).toBe(207);
    expect(answer.json()).toMatchObject({
      accepted: 1,
      refused: 2,
      lines: [
        { line: 1, status: 201 },
        { line: 2, status: 400, code: 'malformed-json' },
        { line: 4, status: 422, errors: [{ pointer: '/peerId' }, { pointer: '/offer' }] },
      ],
    });
  });

  it('are refused where there are none', async () =>
    expect((await post(offers, [])).json()).toMatchObject({ code: 'invalid-content' }));

  it('are amended by who read the newest version', async () => {
    const path = `${offers}/day-1.P1`;
    const { etag } = (await post(offers, consumer(1, 'P1'))).headers;
    const amended = await send('PUT', path, { offer: { load: 5 } }, { 'if-match': String(etag) });
    expect([amended.statusCode, amended.json().offerId]).toEqual([200, 'day-1.P1']);
    expect(amended.headers.etag).not.toBe(etag);
    const stale = await send('PUT', path, { offer: { load: 6 } }, { 'if-match': String(etag) });
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'changed-meanwhile']);
    const swapped = await send('PUT', path, consumer(6, 'P2'));
    expect([swapped.statusCode, swapped.json().code]).toEqual([403, 'not-your-offer']);
    const renamed = await send('PUT', path, { offerId: 'x', offer: { load: 6 } });
    expect([renamed.statusCode, renamed.json().errors[0].pointer]).toEqual([422, '/offerId']);
    const wrong = await send('PUT', path, { offer: { load: [1] } });
    expect(wrong.json().errors[0].pointer).toBe('/offer/load');
    expect((await send('PUT', `${offers}/none`, { offer: {} })).statusCode).toBe(404);
  });

  it('are read with what they said before, and changed as they were read', async () => {
    await post(offers, consumer(1, 'P4'), { 'trueque-actor': 'peer:P4' });
    const path = `${offers}/day-1.P4`;
    const read = () => send('GET', path);
    const { etag } = (await read()).headers;
    const amended = await send('PUT', path, { offer: { load: 5 } }, { 'if-match': String(etag) });
    const told = await read();
    expect(told.headers.etag).toBe(amended.headers.etag);
    const [first, second] = [1, 5].map((load) => ({ role: 'consumer', load }));
    expect(told.json()).toEqual({
      ...{ marketId: 'harbour', auctionId: 'day-1', offerId: 'day-1.P4', peerId: 'P4' },
      ...{ state: 'standing', offer: second, changesCount: 2 },
      changes: [
        { change: 'submitted', at: heldClock.at, actor: 'peer:P4', offer: first },
        { change: 'amended', at: heldClock.at, actor: 'operator', offer: second },
      ],
    });
    const stale = await send('DELETE', path, undefined, { 'if-match': String(etag) });
    expect(stale.statusCode).toBe(412);
    const newest = { 'if-match': String(told.headers.etag) };
    expect((await send('DELETE', path, undefined, newest)).statusCode).toBe(200);
    expect((await read()).json()).toMatchObject({
      ...{ state: 'withdrawn', offer: null, changesCount: 3 },
      changes: [{}, {}, { change: 'withdrawn', offer: null }],
    });
  });

  it('are read by their peer and by the manager of its community, and by no other of them', async () => {
    const reads = async (actor: string, id = 'day-1.P4') => {
      const { statusCode } = await send('GET', `${offers}/${id}`, undefined, {
        'trueque-actor': actor,
      });
      return [actor, statusCode];
    };
    for (const actor of ['peer:P4', 'manager:C1', 'auditor:local/eva', 'operator:local/ana'])
      expect(await reads(actor)).toEqual([actor, 200]);
    for (const actor of ['peer:P1', 'manager:C2']) expect(await reads(actor)).toEqual([actor, 403]);
    expect(await reads('peer:P4', 'none')).toEqual(['peer:P4', 404]);
    const nowhere = await send('GET', '/markets/harbour/auctions/none/offers/day-1.P4');
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'auction-unknown']);
  });

  it('are withdrawn, and may come again', async () => {
    const path = `${offers}/day-1.P2`;
    expect((await send('DELETE', path)).statusCode).toBe(200);
    expect((await send('DELETE', path)).statusCode).toBe(200);
    const amended = await send('PUT', path, { offer: { load: 1 } });
    expect([amended.statusCode, amended.json().code]).toEqual([409, 'offer-withdrawn']);
    expect((await post(offers, consumer(2, 'P2'))).statusCode).toBe(201);
    expect((await send('DELETE', `${offers}/none`)).statusCode).toBe(404);
  });

  it('come by the thousand in one request, in order and each once', async () => {
    await post('/markets/harbour/auctions', { ...day, auctionId: 'crowd' });
    const crowd = Array.from({ length: 1500 }, (_, n) => consumer(n, `P${1 + (n % 4)}`));
    const answer = await post('/markets/harbour/auctions/crowd/offers', crowd);
    expect(answer.json()).toMatchObject({ accepted: 4, refused: 1496 });
    const statuses = answer.json().lines.map(({ status }: { status: number }) => status);
    expect(statuses.slice(0, 5)).toEqual([201, 201, 201, 201, 409]);
  });
});

describe('closing the gate', () => {
  it('shuts the book at the announced time, by itself', async () => {
    const runner = app.get(ConsumerRunner);
    await runner.idle();
    expect(await app.get(MarketClock).keepTime()).toBe(0);
    heldClock.at = '2030-01-01T11:00:00Z';
    const late = await post(offers, consumer(1, 'P4'));
    expect([late.statusCode, late.json().code]).toEqual([409, 'gate-closed']);
    expect(late.json().detail).toContain('closed at 2030-01-01T11:00:00Z');
    await app.get(MarketClock).keepTime();
    await runner.idle();
    expect(await app.get(MarketClock).keepTime()).toBe(0);
    const again = await post('/markets/harbour/auctions/day-1/gate-closure', {});
    expect(again.statusCode).toBe(200);
    const standing = [
      { offerId: 'day-1.P1', peerId: 'P1', offer: { role: 'consumer', load: 5 } as const },
      { offerId: 'day-1.P2', peerId: 'P2', offer: { role: 'consumer', load: 2 } as const },
      { offerId: 'day-1.P3', peerId: 'P3', offer: { role: 'consumer', load: 3 } as const },
    ];
    expect(again.json()).toEqual({
      marketId: 'harbour',
      auctionId: 'day-1',
      closedAt: '2030-01-01T11:00:00Z',
      offersCount: 3,
      bookDigest: bookDigest(standing),
    });
  });

  it('is done early by an operator', async () => {
    const auction = { ...day, auctionId: 'early', gateClosesAt: '2030-01-01T20:00:00Z' };
    await post('/markets/harbour/auctions', auction);
    const closed = await post('/markets/harbour/auctions/early/gate-closure', {});
    expect([closed.statusCode, closed.json().closedAt]).toEqual([201, heldClock.at]);
    const late = await post('/markets/harbour/auctions/early/offers', consumer(1, 'P1'));
    expect(late.json().code).toBe('gate-closed');
    expect((await post('/markets/harbour/auctions/none/gate-closure', {})).statusCode).toBe(404);
  });

  it('catches up, in order, on what fell due while nobody was there', async () => {
    for (const hour of ['14', '13', '12']) {
      const gateClosesAt = `2030-01-01T${hour}:00:00Z`;
      await post('/markets/harbour/auctions', { ...day, auctionId: `at-${hour}`, gateClosesAt });
    }
    await app.get(ConsumerRunner).idle();
    await app.close();
    heldClock.at = '2030-01-01T13:30:00Z';
    app = await startIntake(url);
    await app.get(MarketClock).keepTime();
    const store: EventStore = app.get(EVENT_STORE);
    const closed: unknown[] = [];
    for (const event of await store.readPartition('harbour', 0, 10_000))
      if (event.type === 'GateClosed') closed.push(event.data);
    expect(closed.slice(-2)).toMatchObject([
      { auctionId: 'at-12', closedAt: '2030-01-01T12:00:00Z' },
      { auctionId: 'at-13', closedAt: '2030-01-01T13:00:00Z' },
    ]);
  });

  it('waits in a market whose step cannot be taken, and closes the others', async () => {
    await post('/markets', { ...harbour, marketId: 'quay' });
    const gateClosesAt = '2030-01-01T15:00:00Z';
    await post('/markets/quay/auctions', { ...day, auctionId: 'stuck', gateClosesAt });
    await post('/markets/harbour/auctions', { ...day, auctionId: 'free', gateClosesAt });
    const store: EventStore = app.get(EVENT_STORE);
    const why = { reasonCode: 'other', reason: 'to see what follows' } as const;
    const place = { marketId: 'quay', auctionId: 'stuck', ...why };
    const said = { partition: 'quay', actor: 'somebody', occurredAt: heldClock.at };
    const taken = { ...said, causedBy: 'market-clock:close-gate:stuck' };
    await store.transact(auction, 'quay/stuck', { type: 'SuspendAuction', ...place }, taken);
    await post('/markets/quay/auctions/stuck/resumption', why);
    await app.get(ConsumerRunner).idle();
    // Behind it, more than are looked at at once, and before those of others.
    const due = app.get(DataSource).getRepository(DueStepRow);
    const step = { marketId: 'quay', step: 'close-gate', isHeld: false } as const;
    const dueAt = new Date('2030-01-01T14:30:00Z');
    await due.update({ subject: 'stuck' }, { dueAt: new Date('2030-01-01T14:00:00Z') });
    await due.insert(
      Array.from({ length: 200 }, (_, n) => ({ ...step, subject: `behind-${n}`, dueAt })),
    );
    heldClock.at = gateClosesAt;
    await app.get(MarketClock).keepTime();
    expect((await recorded(store, 'free')).at(-1)).toBe('GateClosed');
    expect((await recorded(store, 'stuck', 'quay')).at(-1)).toBe('AuctionResumed');
  });

  it('waits for no answer for ever, and closes the others meanwhile', async () => {
    await post('/markets', { ...harbour, marketId: 'pier' });
    const gateClosesAt = '2030-01-01T16:00:00Z';
    await post('/markets/pier/auctions', { ...day, auctionId: 'slow', gateClosesAt });
    await post('/markets/harbour/auctions', { ...day, auctionId: 'quick', gateClosesAt });
    await app.get(ConsumerRunner).idle();
    const store: EventStore = app.get(EVENT_STORE);
    const blocker = new Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query(`select 1 from es.ledger where partition = 'pier' for update`);
    heldClock.at = gateClosesAt;
    await app.get(MarketClock).keepTime();
    expect((await recorded(store, 'quick')).at(-1)).toBe('GateClosed');
    expect((await recorded(store, 'slow', 'pier')).at(-1)).toBe('AuctionScheduled');
    await blocker.end();
    await app.get(MarketClock).keepTime();
    const closed = (await recorded(store, 'slow', 'pier')).filter((type) => type === 'GateClosed');
    expect(closed).toHaveLength(1);
  });
});
