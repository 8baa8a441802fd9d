import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiRefusal, MarketApi } from './market-api.js';

/** What the server answers next, and then again and again. */
type Script = { status: number; body: unknown }[];

describe('the API as the demonstration uses it', () => {
  let server: Server;
  let api: MarketApi;
  let stopping: AbortController;
  let script: Script;
  const asked: IncomingMessage[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      const { status, body } = script.length > 1 ? script.shift()! : script[0]!;
      response.writeHead(status).end(JSON.stringify(body));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });

  afterAll(() => new Promise((closed) => server.close(closed)));

  beforeEach(() => {
    asked.length = 0;
    stopping = new AbortController();
    const { port } = server.address() as AddressInfo;
    api = new MarketApi({
      ...{ baseUrl: `http://127.0.0.1:${port}`, key: 'tq_key' },
      signal: stopping.signal,
    });
  });

  it('names the cause of what it says, and who says it', async () => {
    script = [{ status: 201, body: {} }];
    await api.post('/markets', 'demonstration/market', { marketId: 'm' });
    expect(asked[0]?.headers).toMatchObject({
      'idempotency-key': 'demonstration/market',
      authorization: 'Bearer tq_key',
    });
  });

  it('says it again with the same cause while the store is away', async () => {
    script = [
      { status: 503, body: {} },
      { status: 201, body: {} },
    ];
    await api.post('/markets', 'k', {});
    expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['k', 'k']);
  });

  it.each([
    [409, 'gate-closed'],
    [207, 'some of the batch'],
  ])('stops at %i, with the words of the refusal', async (status, code) => {
    script = [{ status, body: { code } }];
    await expect(api.post('/offers', 'k', [])).rejects.toThrow(ApiRefusal);
    await expect(api.post('/offers', 'k', [])).rejects.toThrow(code);
  });

  it('waits until what it asks for is there and as wished', async () => {
    script = [
      { status: 404, body: {} },
      { status: 200, body: { state: 'open' } },
      { status: 200, body: { state: 'cleared' } },
    ];
    const answer = await api.until<{ state: string }>('/a', ({ state }) => state === 'cleared');
    expect(answer).toEqual({ state: 'cleared' });
  });

  it('finds nothing where there is nothing', async () => {
    script = [{ status: 404, body: {} }];
    expect(await api.find('/a')).toBeUndefined();
  });

  it('waits no longer once it is asked to stop', async () => {
    script = [{ status: 200, body: {} }];
    const waiting = api.until('/a', () => false);
    stopping.abort();
    await expect(waiting).rejects.toThrow('abort');
  });
});
