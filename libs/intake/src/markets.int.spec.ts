import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '@trueque/http';
import { freshDatabase } from '../../../test/support/index.js';
import { day, harbour, sender, setUpHarbour, startIntake } from './testing/intake-app.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await startIntake(await freshDatabase());
});

afterAll(() => app.close());

const send = sender(() => app);
const post = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) =>
  send('POST', path, body, headers);

describe('setting a market up', () => {
  it('opens it, once', async () => {
    const first = await post('/markets', harbour);
    expect([first.statusCode, first.headers.location]).toEqual([201, '/markets/harbour']);
    expect(first.json()).toEqual(harbour);
    expect((await post('/markets', harbour)).statusCode).toBe(200);
    const other = await post('/markets', { ...harbour, currency: 'USD' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'market-exists']);
  });

  it('answers a repeated key as before, and refuses it for something else', async () => {
    const headers = { 'idempotency-key': 'open-port' };
    const port = { ...harbour, marketId: 'port' };
    const first = await post('/markets', port, headers);
    const again = await post('/markets', port, headers);
    expect([again.statusCode, again.body]).toEqual([first.statusCode, first.body]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await post('/markets', { ...port, name: 'Other' }, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('is changed only as it was read, where If-Match says so', async () => {
    const path = '/markets/dock/fallback-price';
    const { etag } = (await post('/markets', { ...harbour, marketId: 'dock' })).headers;
    const ifRead = { 'if-match': String(etag) };
    const changed = await post(path, { price: 0.3 }, ifRead);
    expect([changed.statusCode, changed.headers.etag]).toEqual([201, 'W/"2"']);
    const stale = await post(path, { price: 0.4 }, ifRead);
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'changed-meanwhile']);
    const asRead = { 'if-match': 'W/"2-with-the-digest-of-what-was-read"' };
    expect((await post(path, { price: 0.4 }, asRead)).statusCode).toBe(201);
    expect((await post(path, { price: 0.5 }, { 'if-match': '"other"' })).statusCode).toBe(412);
    expect((await post(path, { price: 0.5 }, { 'if-match': '*' })).statusCode).toBe(201);
  });

  it('names every wrong field of a market', async () => {
    const answer = await post('/markets', { ...harbour, mtu: 'PT2H', rules: {}, extra: 1 });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'invalid-content', status: 422 });
    const pointers = answer.json().errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers.sort()).toEqual([
      '/extra',
      '/mtu',
      '/rules/pricing',
      '/rules/shortage',
      '/rules/structure',
      '/rules/tradeCost',
    ]);
  });

  it('refuses malformed JSON and ids that are none', async () => {
    expect((await post('/markets', '{"marketId":')).json().code).toBe('malformed-json');
    const answer = await post('/markets/a%20b/communities', { communityId: 'C1' });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/marketId']);
  });

  it('takes a fallback price, and refuses one below zero', async () => {
    const set = (price: number) => post('/markets/harbour/fallback-price', { price });
    const first = await set(0.2);
    expect([first.statusCode, first.json()]).toEqual([201, { marketId: 'harbour', price: 0.2 }]);
    expect((await set(0.2)).statusCode).toBe(200);
    const below = await set(-1);
    expect([below.statusCode, below.json().errors[0].pointer]).toEqual([422, '/price']);
  });

  it('registers communities and peers of communities that exist', async () => {
    const community = await post('/markets/harbour/communities', {
      communityId: 'C1',
      importLimit: 50,
    });
    expect(community.statusCode).toBe(201);
    const peer = { peerId: 'P0', communityId: 'C1', role: 'prosumer' };
    expect((await post('/markets/harbour/peers', peer)).statusCode).toBe(201);
    expect((await post('/markets/harbour/peers', peer)).statusCode).toBe(200);
    const lost = await post('/markets/harbour/peers', { ...peer, peerId: 'P9', communityId: 'C9' });
    expect([lost.statusCode, lost.json().code]).toEqual([404, 'community-unknown']);
    const nowhere = await post('/markets/nowhere/peers', peer);
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'market-unknown']);
    const twice = await post('/markets/harbour/peers', { ...peer, role: 'grid' });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'peer-exists']);
  });

  it('agrees and ends contracts', async () => {
    await post('/markets/harbour/communities', { communityId: 'C2' });
    const contract = {
      contractId: 'K1',
      from: 'C1',
      to: 'C2',
      surcharge: -0.01,
      validFrom: '2030-01-01T00:00:00+01:00',
    };
    const agreed = await post('/markets/harbour/contracts', contract);
    expect([agreed.statusCode, agreed.json().validFrom]).toEqual([201, '2029-12-31T23:00:00Z']);
    const unclear = { ...contract, contractId: 'K2', exportCost: 1 };
    expect((await post('/markets/harbour/contracts', unclear)).statusCode).toBe(422);
    const end = { validTo: '2030-06-01T00:00:00Z' };
    expect((await post('/markets/harbour/contracts/K1/end', end)).statusCode).toBe(201);
    expect((await post('/markets/harbour/contracts/K1/end', end)).statusCode).toBe(200);
    expect((await post('/markets/harbour/contracts/K9/end', end)).statusCode).toBe(404);
  });

  it('schedules auctions by their end or their number of periods', async () => {
    const scheduled = await post('/markets/harbour/auctions', day);
    expect([scheduled.statusCode, scheduled.json().periods]).toEqual([201, 24]);
    const { end, ...open } = day;
    const short = { ...open, auctionId: 'short', periods: 23 };
    expect((await post('/markets/harbour/auctions', short)).json().periods).toBe(23);
    const both = await post('/markets/harbour/auctions', { ...short, end });
    expect(both.json().errors).toHaveLength(2);
    const crooked = { ...open, auctionId: 'x', end: '2030-01-02T22:30:00Z' };
    const refused = await post('/markets/harbour/auctions', crooked);
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'delivery-invalid']);
    const none = await post('/markets/harbour/auctions', { ...open, auctionId: 'x', periods: 0 });
    expect([none.statusCode, none.json().errors[0].pointer]).toEqual([422, '/periods']);
    expect((await post('/markets/nowhere/auctions', day)).json().code).toBe('market-unknown');
  });
});

describe('meter readings over HTTP', () => {
  beforeAll(() => setUpHarbour(send));

  const path = '/markets/harbour/auctions/day-1/readings';
  const metered = (peerId: string, importWh = Array<number>(24).fill(5)) => ({
    peerId,
    importWh,
    exportWh: Array<number>(24).fill(0),
    quality: 'measured',
  });

  it('are recorded once', async () => {
    const first = await post(path, { readings: [metered('P1'), metered('P2')] });
    expect([first.statusCode, first.json()]).toEqual([
      201,
      { recorded: 2, received: 2, errors: [] },
    ]);
    const again = await post(path, { readings: [metered('P2'), metered('P1')] });
    expect([again.statusCode, again.json()]).toEqual([
      200,
      { recorded: 0, received: 2, errors: [] },
    ]);
    const better = [metered('P1'), metered('P2', Array<number>(24).fill(6))];
    expect((await post(path, { readings: better })).json()).toMatchObject({ recorded: 1 });
  });

  it('are refused with pointers, or where peer or auction are unknown', async () => {
    const short = await post(path, { readings: [metered('P1', [1, 2])] });
    expect(short.statusCode).toBe(422);
    expect(short.json().errors).toEqual([
      {
        pointer: '/readings/0/importWh',
        detail: 'expected 24 values, one per period, got 2',
      },
    ]);
    const negative = await post(path, { readings: [metered('P1', [-1])] });
    expect(negative.json().errors[0].pointer).toBe('/readings/0/importWh/0');
    const stranger = await post(path, { readings: [metered('P99')] });
    expect([stranger.statusCode, stranger.json().code]).toEqual([404, 'peer-unknown']);
    const none = await post('/markets/harbour/auctions/none/readings', {
      readings: [metered('P1')],
    });
    expect([none.statusCode, none.json().code]).toEqual([404, 'auction-unknown']);
  });
});

describe('the description of the API', () => {
  it('shows the shapes that the case file declares', () => {
    const schemas = openApiDocument(app).components?.schemas ?? {};
    expect(schemas['OpenMarketBody']).toMatchObject({
      required: ['marketId', 'name', 'currency', 'timeZone', 'mtu', 'rules'],
      properties: { rules: { type: 'object', required: expect.arrayContaining(['structure']) } },
    });
    expect(schemas['OfferBody']).toMatchObject({
      required: ['peerId', 'offer'],
      properties: { offer: { properties: { storage: { type: 'object' } } } },
    });
  });
});
