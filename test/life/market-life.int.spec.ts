import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { freshDatabase } from '../support/index.js';
import { type LivingMarket, startLivingMarket } from './living-market.js';

const why = { reasonCode: 'data-missing', reason: 'No meters since eight.' };
const rules = {
  calendar: {
    delivery: 'local-day',
    opens: { daysBefore: 2, at: '08:00' },
    gate: { daysBefore: 1, at: '12:00' },
  },
  priceLimits: { floor: 0.01, cap: 0.5 },
  review: { priceAbove: 0.35, secondAuctionMinutes: 30 },
};
const [ana, ben] = ['operator:local/ana', 'operator:local/ben'];

/** Four weeks around the night in which the clocks of Madrid skip an hour. */
describe('the life of a market, by a simulated clock', () => {
  let market: LivingMarket;
  process.env['TRUEQUE_WEBHOOK_TARGETS'] = 'anywhere';
  process.env['TRUEQUE_MASTER_KEY'] = randomBytes(32).toString('base64');

  beforeAll(async () => {
    market = await startLivingMarket(await freshDatabase(), '2026-03-26T10:00:00Z');
    await post('', {
      ...{ marketId: 'harbour', name: 'Harbour', currency: 'EUR', timeZone: 'Europe/Madrid' },
      ...{ mtu: 'PT1H' },
      rules: { structure: 'hybrid', tradeCost: 'export', pricing: 'marginal', shortage: 'reject' },
    });
    for (const communityId of ['north', 'main'])
      await post('/harbour/communities', { communityId });
    for (const [peerId, communityId, role] of [
      ['sun', 'north', 'producer'],
      ['home', 'north', 'consumer'],
      ['grid', 'main', 'grid'],
    ])
      await post('/harbour/peers', { peerId, communityId, role });
    await post('/harbour/fallback-price', { price: 0.3 });
    await post('/harbour/credit/limits', {
      peerId: 'home',
      limitNanos: String(1_000n * 10n ** 9n),
    });
  });

  afterAll(() => market?.stop());

  const post = (path: string, body: unknown, actor = ana) =>
    market.send('POST', path, { body, actor });
  const put = (path: string, body: unknown, actor = ana) =>
    market.send('PUT', path, { body, actor });
  const auctionOf = async (id: string) =>
    (await market.send('GET', `/harbour/auctions/${id}`)).body;
  const states = async () =>
    Object.fromEntries(
      (await market.send('GET', '/harbour/auctions')).body.items.map(
        ({ auctionId, state }: { auctionId: string; state: string }) => [auctionId, state],
      ),
    );
  const stand = (peerId: string, offer: object) =>
    put(`/harbour/standing-offers/${peerId}`, { offer }, `peer:${peerId}`);

  it('takes standing offers until they are withdrawn, and versions them', async () => {
    expect((await stand('home', { load: 1 })).headers['etag']).toBe('W/"1"');
    expect((await stand('home', { load: 2 })).body).toMatchObject({ version: 2 });
    await stand('sun', { generation: { max: 5, cost: 0.1 } });
    await stand('grid', { generation: { max: 100, cost: 0.25 } });
    const stranger = await put('/harbour/standing-offers/sun', { offer: {} }, 'peer:home');
    expect([stranger.status, stranger.body.code]).toEqual([403, 'not-your-offer']);
  });

  it('schedules and opens auctions by the calendar of the market', async () => {
    expect((await put('/harbour/trading-rules', rules)).body).toEqual(rules);
    await market.rest();
    expect(await states()).toEqual({
      ...{ '2026-03-27': 'open', '2026-03-28': 'open', '2026-03-29': 'scheduled' },
    });
    expect(await auctionOf('2026-03-29')).toMatchObject({
      ...{ start: '2026-03-28T23:00:00Z', periods: 23, opensAt: '2026-03-27T07:00:00Z' },
      gateClosesAt: '2026-03-28T11:00:00Z',
    });
    expect((await auctionOf('2026-03-28')).offersCount).toBe(3);
  });

  it('refuses offers beyond the limits of prices, and before the opening', async () => {
    const dear = { peerId: 'sun', offer: { generation: { max: 1, cost: 0.6 } } };
    await market.send('DELETE', '/harbour/auctions/2026-03-28/offers/2026-03-28.sun');
    const refused = await post('/harbour/auctions/2026-03-28/offers', dear);
    expect([refused.status, refused.body.code]).toEqual([422, 'price-above-cap']);
    const early = { peerId: 'sun', offer: { generation: { max: 1, cost: 0.1 } } };
    const tooEarly = await post('/harbour/auctions/2026-03-29/offers', early);
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'not-open']);
  });

  it('catches up in order on what fell due while nobody was there', async () => {
    await market.until('2026-03-28T11:30:00Z');
    const steps = await market.events(['AuctionOpened', 'GateClosed']);
    const named = steps.map(({ data, type }) => `${type} ${data.auctionId}`);
    expect(named.filter((step) => /2026-03-(27|28|29)/.test(step)).slice(-4)).toEqual([
      ...['GateClosed 2026-03-27', 'AuctionOpened 2026-03-29'],
      ...['GateClosed 2026-03-28', 'GateClosed 2026-03-29'],
    ]);
    expect(
      steps.filter(({ type }) => type === 'GateClosed').map(({ data }) => data.closedAt),
    ).toEqual([...['2026-03-26T11:00:00Z', '2026-03-27T11:00:00Z', '2026-03-28T11:00:00Z']]);
    expect(await states()).toMatchObject({ '2026-03-29': 'settled', '2026-03-30': 'open' });
    const late = await post('/harbour/auctions/2026-03-29/offers', {
      ...{ peerId: 'sun', offer: { generation: { max: 1, cost: 0.1 } } },
    });
    expect([late.status, late.body.code]).toEqual([409, 'gate-closed']);
  });

  it('holds a result beyond its thresholds back from everybody', async () => {
    const offers = '/harbour/auctions/2026-03-30/offers';
    await market.send('DELETE', `${offers}/2026-03-30.sun`);
    await put(`${offers}/2026-03-30.grid`, { offer: { generation: { max: 100, cost: 0.4 } } });
    await market.until('2026-03-29T10:00:00Z');
    expect(await auctionOf('2026-03-30')).toMatchObject({
      ...{
        state: 'under-review',
        priceStatus: 'under-review',
        gateClosedAt: '2026-03-29T10:00:00Z',
      },
      stateReason: expect.stringContaining('above 0.35'),
    });
    const statements = await market.send('GET', '/harbour/auctions/2026-03-30/statements');
    expect(statements.body.items).toEqual([]);
    const published = await post('/harbour/auctions/2026-03-29/review', {
      ...why,
      decision: 'cancel',
    });
    expect([published.status, published.body.code]).toEqual([409, 'auction-state']);
  });

  it('holds a second auction with the offers of the first, which may be amended', async () => {
    await post('/harbour/auctions/2026-03-30/review', { ...why, decision: 'second-auction' });
    await market.rest();
    expect(await states()).toMatchObject({ '2026-03-30': 'cancelled', '2026-03-30.2': 'open' });
    const prices = await market.send('GET', '/harbour/auctions/2026-03-30/prices');
    expect(prices.body.items).toEqual([]);
    const offers = '/harbour/auctions/2026-03-30.2/offers';
    await put(`${offers}/2026-03-30.2.grid`, { offer: { generation: { max: 100, cost: 0.3 } } });
    await market.until('2026-03-29T10:30:00Z');
    expect(await auctionOf('2026-03-30.2')).toMatchObject({
      state: 'settled',
      priceStatus: 'firm',
    });
  });

  it('counts against a credit what was settled, once, and nothing of what a second auction replaced', async () => {
    const settled = Object.entries(await states()).filter(([, state]) => state === 'settled');
    const owed = await Promise.all(
      settled.map(async ([id]) => {
        const { body } = await market.send('GET', `/harbour/auctions/${id}/statements/home`);
        return -BigInt(body.totalNanos);
      }),
    );
    expect(settled.map(([id]) => id)).toContain('2026-03-30.2');
    expect((await market.send('GET', '/harbour/credit')).body).toMatchObject([
      { peerId: 'home', exposureNanos: String(owed.reduce((sum, nanos) => sum + nanos, 0n)) },
    ]);
  });

  it('clears at the fallback price what is suspended at its gate', async () => {
    expect((await post('/harbour/auctions/2026-03-31/suspension', why)).status).toBe(200);
    const offer = { offer: { load: 3 } };
    const refused = await put('/harbour/auctions/2026-03-31/offers/2026-03-31.home', offer);
    expect([refused.status, refused.body.code]).toEqual([409, 'auction-suspended']);
    await market.until('2026-03-30T10:00:00Z');
    expect(await auctionOf('2026-03-31')).toMatchObject({
      ...{ state: 'settled', priceStatus: 'administered' },
    });
    const late = await post('/harbour/auctions/2026-03-31/resumption', why);
    expect([late.status, late.body.code]).toEqual([409, 'auction-state']);
  });

  it('takes a second person for what the market wants two for, and nobody twice', async () => {
    await put('/harbour/four-eyes', { actions: ['suspension', 'review'], expiresAfterMinutes: 60 });
    const asked = await post('/harbour/auctions/2026-04-01/suspension', why);
    expect([asked.status, asked.body.status]).toEqual([202, 'held']);
    expect((await auctionOf('2026-04-01')).state).toBe('open');
    const change = String(asked.headers['location']).replace('/markets', '');
    const alone = await post(`${change}/approval`, {}, ana);
    expect([alone.status, alone.body.code]).toEqual([403, 'same-person']);
    const approved = await post(`${change}/approval`, {}, ben);
    // It is carried out behind the answer, which may already tell of that.
    expect(['approved', 'applied']).toContain(approved.body.state);
    await market.rest();
    expect((await auctionOf('2026-04-01')).state).toBe('suspended');
    expect((await market.send('GET', change)).body).toMatchObject({
      ...{ state: 'applied', proposedBy: ana, decidedBy: ben },
    });
  });

  it('changes rules and four eyes as they were read, where the request says so', async () => {
    for (const [path, body] of [
      ['/harbour/trading-rules', rules],
      ['/harbour/four-eyes', { actions: ['suspension', 'review'], expiresAfterMinutes: 60 }],
    ] as const) {
      const { etag } = (await market.send('GET', path)).headers;
      const at = async (version: string) => {
        const headers = { 'if-match': version };
        return (await market.send('PUT', path, { body, headers })).status;
      };
      expect([path, await at('W/"0"'), await at(String(etag))]).toEqual([path, 412, 200]);
    }
  });

  it('reviews an auction and suspends a market as they were read, where the request says so', async () => {
    for (const [read, path, body] of [
      ['/auctions/2026-03-30', '/auctions/2026-03-30/review', { ...why, decision: 'publish' }],
      ['', '/suspension', why],
    ] as const) {
      const { etag } = (await market.send('GET', `/harbour${read}`)).headers;
      const at = async (version: string) => {
        const headers = { 'if-match': version };
        return (await market.send('POST', `/harbour${path}`, { body, headers, actor: ana })).status;
      };
      expect([path, await at('W/"0"')]).toEqual([path, 412]);
      expect([path, await at(String(etag))]).not.toContain(412);
    }
  });

  it('lets a proposal expire that nobody approved', async () => {
    const asked = await post('/harbour/auctions/2026-04-01/resumption', why);
    const change = String(asked.headers['location']).replace('/markets', '');
    await market.until('2026-03-30T11:00:00Z');
    expect((await market.send('GET', change)).body.state).toBe('expired');
    expect((await post(`${change}/approval`, {}, ben)).body.code).toBe('change-decided');
    const again = await post('/harbour/auctions/2026-04-01/resumption', why);
    const next = String(again.headers['location']).replace('/markets', '');
    await post(`${next}/approval`, {}, ben);
    await market.rest();
    expect((await auctionOf('2026-04-01')).state).toBe('open');
  });

  it('administers prices above the cumulative threshold until their sum has fallen', async () => {
    const cumulativePrice = { windowHours: 24, threshold: 2 };
    await put('/harbour/trading-rules', { ...rules, cumulativePrice });
    for (const day of ['2026-03-31', '2026-04-01', '2026-04-02'])
      await market.until(`${day}T10:00:00Z`);
    const priced = await Promise.all(['2026-04-01', '2026-04-02', '2026-04-03'].map(auctionOf));
    expect(priced.map(({ priceStatus }) => priceStatus)).toEqual([
      ...['firm', 'administered', 'administered'],
    ]);
    expect(await market.events(['AdministeredPricingBegan'])).toHaveLength(1);
  });

  it('numbers its notices without gaps, in two languages', async () => {
    const { items } = (await market.send('GET', '/harbour/market-notices?limit=100')).body;
    expect(items.map(({ number }: { number: number }) => number)).toEqual(
      items.map((_: unknown, index: number) => items.length - index),
    );
    const kinds = new Set(items.map(({ kind }: { kind: string }) => kind));
    for (const kind of [
      'rule-change',
      'price-review',
      'second-auction',
      'suspension',
      'resumption',
    ])
      expect([...kinds]).toContain(kind);
    expect(items.every((it: { textEn: string; textEs: string }) => it.textEn !== it.textEs)).toBe(
      true,
    );
  });

  /** What the courier notes down is no other version of a webhook; what people change is. */
  const changedByVersion = async (path: string) => {
    const etag = async () => String((await market.send('GET', path)).headers['etag']);
    const change = (method: 'POST' | 'DELETE', what: string, version: string) =>
      market.send(method, `${path}${what}`, { headers: { 'if-match': version } });
    const first = await etag();
    expect((await change('POST', '/enabling', first)).status).toBe(200);
    expect(await etag()).toBe(first);
    for (const [method, what] of [
      ['POST', '/enabling'],
      ['POST', '/rotation'],
      ['DELETE', ''],
    ] as const)
      expect((await change(method, what, 'W/"another"')).status).toBe(412);
  };

  it('sends signed webhooks in order, each until it is taken', async () => {
    const taken: { id: string; type: string }[] = [];
    let secret = '';
    let isIll = true;
    const receiver = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const payload = Buffer.concat(chunks).toString();
        const headers = request.headers as Record<string, string>;
        const id = headers['webhook-id'] ?? '';
        const signature = new Webhook(secret).sign(
          id,
          new Date(Number(headers['webhook-timestamp']) * 1_000),
          payload,
        );
        const isSigned = signature === headers['webhook-signature'];
        reply.statusCode = isIll || !isSigned ? 500 : 204;
        isIll = false;
        if (reply.statusCode === 204) taken.push({ id, type: JSON.parse(payload).type });
        reply.end();
      });
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const types = ['NoticeIssued', 'GateClosed'];
    ({ secret } = (await post('/harbour/webhooks', { url, types })).body);
    expect(secret).toMatch(/^whsec_/);
    for (const en of ['One.', 'Two.'])
      await post('/harbour/market-notices', { text: { en, es: `${en} (es)` } });
    const told = async () => (await market.send('GET', '/harbour/webhooks')).body.items[0];
    while ((await told()).failures === 0) await market.deliverWebhooks();
    expect(await told()).toMatchObject({ failures: 1, lastError: 'answered 500' });
    expect(await told()).not.toHaveProperty('secret');
    await changedByVersion(`/harbour/webhooks/${(await told()).id}`);
    await market.until('2026-04-02T10:00:10Z');
    while (taken.length < 2) await market.deliverWebhooks();
    const wanted = (await market.events(['NoticeIssued'])).slice(-2);
    expect(taken).toEqual(wanted.map(({ id }) => ({ id, type: 'NoticeIssued' })));
    await market.deliverWebhooks();
    expect(taken).toHaveLength(2);
    const removed = await market.send('DELETE', `/harbour/webhooks/${(await told()).id}`);
    expect([removed.status, await told()]).toEqual([204, undefined]);
    await new Promise((closed) => receiver.close(closed));
  });
});
