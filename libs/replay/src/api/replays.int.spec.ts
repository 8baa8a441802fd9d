import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EVENT_STORE, InMemoryEventStore } from '@trueque/event-store';
import { createHttpApp } from '@trueque/http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReplayModule } from '../replay.module.js';
import { recordMarket } from '../testing/recorded-market.js';
import { shippedCase } from '../testing/shipped-case.js';
import { Replays } from './replays.js';

const folder = mkdtempSync(join(tmpdir(), 'trueque-runs-'));
const store = new InMemoryEventStore();

@Global()
@Module({ providers: [{ provide: EVENT_STORE, useValue: store }], exports: [EVENT_STORE] })
class StoreModule {}

@Module({ imports: [StoreModule, ReplayModule.forRoot(() => folder)] })
class AppModule {}

let app: NestFastifyApplication;
const started = async () => {
  app = await createHttpApp(AppModule, { logger: false });
  await app.init();
};
beforeAll(async () => {
  await recordMarket(store, 'paper', shippedCase('paper-5-case-2'), 2);
  await started();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, accept = 'application/json') => app.inject({ url, headers: { accept } });
const post = (body: object, market = 'paper') =>
  app.inject({ method: 'POST', url: `/markets/${market}/replays`, body });
const replayed = async (body: object) => {
  const answer = await post(body);
  await app.get(Replays).idle();
  return String(answer.headers['location']);
};

const onePrice = {
  name: 'one price',
  rules: { structure: 'p2p', tradeCost: { uniform: 0.07 }, pricing: 'uniform' },
};

describe('replays over HTTP', () => {
  it('are accepted, and can be asked how far they are', async () => {
    const answer = await post({});
    expect(answer.statusCode).toBe(202);
    const location = String(answer.headers['location']);
    expect(location).toBe('/markets/paper/replays/paper.as-recorded');
    await app.get(Replays).idle();
    expect((await get(location)).json()).toMatchObject({
      ...{ state: 'finished', unchanged: true, auctions: 2, failed: 0, same: 2, different: [] },
    });
  });

  it('are the same replay when the same is asked again, and go on after a restart', async () => {
    const [first, again] = [await replayed({}), await replayed({})];
    expect(again).toBe(first);
    const before = (await get(first)).json();
    await app.close();
    await started();
    expect((await get(first)).json()).toEqual(before);
    expect((await get('/markets/paper/replays')).json().items).toEqual([before]);
  });

  it('are compared: as JSON, as CSV, and as a page', async () => {
    await replayed({});
    await replayed({ rules: onePrice });
    const url = '/markets/paper/comparison?a=paper.as-recorded&b=paper.one-price';
    const comparison = (await get(url)).json();
    expect(comparison).toMatchObject({ a: 'paper, as recorded', b: 'paper, one price' });
    expect(comparison.peers.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['P2', 'P5']),
    );
    const first = (await get(`${url}&limit=1`)).json();
    const second = (await get(`${url}&limit=1&cursor=${first.nextCursor}`)).json();
    expect([first.peersCount, first.peers.length]).toEqual([comparison.peers.length, 1]);
    expect([...first.peers, ...second.peers]).toEqual(comparison.peers.slice(0, 2));
    const csv = await get(url, 'text/csv');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\n')[1]).toMatch(/^measure,welfare/);
    const page = await get(url, 'text/html,application/xhtml+xml');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toMatch(/^<!doctype html>/);
  });

  it('say why they failed where the rules fit no auction', async () => {
    const rules = { name: 'nobody', batteries: { remove: ['P99'] } };
    const location = await replayed({ rules });
    expect((await get(location)).json()).toMatchObject({
      ...{ state: 'failed', detail: 'there is no peer P99' },
    });
  });

  it.each([
    ['invalid-request', 400, { from: 'yesterday' }],
    ['invalid-request', 400, { rules: { batteries: { burn: 'all' } } }],
    ['replay-differs', 409, { rules: { ...onePrice, note: 'another' } }],
  ])('are refused with %s, %i: %j', async (code, status, body) => {
    const answer = await post(body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('are of a market that is there, and not of another', async () => {
    expect((await post({}, 'nowhere')).json().code).toBe('market-unknown');
    for (const url of [
      '/markets/nowhere/replays/paper.as-recorded',
      '/markets/paper/replays/..',
      '/markets/paper/replays/gone',
      '/markets/paper/comparison?a=gone&b=paper.one-price',
    ])
      expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
    expect((await get('/markets/paper/comparison?a=gone')).statusCode).toBe(400);
  });
});
