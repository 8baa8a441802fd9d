import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlOf } from './answers';
import { ApiProblem, fetchJson } from './client';

describe('an answer of the API', () => {
  let server: Server;
  let url: string;

  /** Answers what the path asks for: `/404/market-unknown`. */
  beforeAll(async () => {
    server = createServer(({ url: path = '' }, reply) => {
      const [, status = '200', code = ''] = path.split('/');
      reply.writeHead(Number(status), { 'content-type': 'application/json' });
      reply.end(code === 'garbled' ? '<html>' : JSON.stringify({ code, detail: `about ${code}` }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  const refused = (path: string) =>
    fetchJson(`${url}${path}`).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is what it says', async () =>
    expect(await fetchJson(`${url}/200/well`)).toEqual({ code: 'well', detail: 'about well' }));

  it('is a problem with its code and its sentence', async () => {
    const problem = await refused('/404/market-unknown');
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 404, code: 'market-unknown' });
    expect(String(problem)).toContain('about market-unknown');
  });

  it.each([502, 503, 504])(
    'is none where a proxy answers %i for a server that is away',
    async (status) =>
      expect(await refused(`/${status}/x`)).toMatchObject({ status: 0, code: 'unreachable' }),
  );

  it('is none where nobody listens', async () =>
    expect(await fetchJson('http://127.0.0.1:1/').catch((error: unknown) => error)).toMatchObject({
      status: 0,
      code: 'unreachable',
    }));

  it('is a problem even where it cannot be read', async () =>
    expect(await refused('/500/garbled')).toMatchObject({ status: 500, code: 'unreadable' }));

  it('is a problem where something else answers in its place, as if all were well', async () =>
    expect(await refused('/200/garbled')).toMatchObject({ status: 200, code: 'unreadable' }));

  it('leaves what is given up alone', async () => {
    const stop = new AbortController();
    stop.abort();
    const given = fetchJson(`${url}/200/x`, { signal: stop.signal });
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what is asked', () => {
  it('leaves out what is not chosen', () => {
    expect(urlOf('/markets/m/energy', { from: 'a', to: undefined, community: '' })).toBe(
      '/markets/m/energy?from=a',
    );
    expect(urlOf('/markets')).toBe('/markets');
  });
});
